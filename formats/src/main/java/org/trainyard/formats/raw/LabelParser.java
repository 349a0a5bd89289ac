package org.trainyard.formats.raw;

import java.nio.charset.StandardCharsets;
import org.trainyard.formats.raw.RawSchema.LabelKind;

/** Turns the text of a label into what the schema says labels are. */
final class LabelParser {
  private final LabelKind kind;
  private final RawSettings settings;
  private final DecimalParser parser = new DecimalParser();
  private String text;
  private double number = Double.NaN;

  LabelParser(LabelKind kind, RawSettings settings) {
    this.kind = kind;
    this.settings = settings;
  }

  /** What is wrong with a label that is there, in UTF-8; null if it is right. */
  String parse(byte[] bytes, int from, int to) {
    if (kind == LabelKind.NUMBER && settings.labelAlias().isEmpty()) {
      text = null;
      number =
          parser.parse(bytes, from, to) == DecimalParser.NUMBER ? parser.doubleValue() : Double.NaN;
      if (Double.isFinite(number)) {
        return null;
      }
    }
    return parse(new String(bytes, from, to - from, StandardCharsets.UTF_8));
  }

  /** What is wrong with a label; null if it is right. A label of null is a missing one. */
  String parse(String label) {
    if (kind == LabelKind.NONE) {
      return null;
    }
    if (label == null && settings.missingLabels() == MissingLabels.NO_LABEL) {
      text = null;
      number = Double.NaN;
      return null;
    }
    if (label == null) {
      return "the label is missing; --label none reads data without labels";
    }
    text = settings.meaning(label);
    if (kind == LabelKind.TEXT) {
      return null;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number =
        parser.parse(bytes, 0, bytes.length) == DecimalParser.NUMBER
            ? parser.doubleValue()
            : Double.NaN;
    if (!Double.isFinite(number)) {
      return "the label '"
          + label
          + "' is not a finite number, as those of the first records are; --label-alias translates"
          + " labels";
    }
    return null;
  }

  /** The label where labels are numbers; NaN for a missing one. */
  double number() {
    return number;
  }

  /** The label where labels are text; null for a missing one. */
  String text() {
    return text;
  }
}
