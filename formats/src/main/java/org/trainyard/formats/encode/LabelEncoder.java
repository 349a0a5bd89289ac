package org.trainyard.formats.encode;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.trainyard.formats.dataset.StoredBlock;
import org.trainyard.formats.dataset.StoredBlock.Codes;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.formats.raw.RawSchema;
import org.trainyard.formats.raw.RawSchema.LabelKind;

/** Labels of blocks as class numbers or targets; NaN where missing or unknown. */
final class LabelEncoder {
  private final LabelEncoding encoding;
  private final Map<String, Integer> classOfText = new HashMap<>();
  private final Map<Double, Double> classOfNumber = new HashMap<>();
  private long unknown;

  LabelEncoder(LabelEncoding encoding, RawSchema schema) throws BadDataException {
    this.encoding = encoding;
    if (encoding.kind() == LabelEncoding.Kind.TARGET && schema.labelKind() == LabelKind.TEXT) {
      throw new BadDataException(
          "Column "
              + schema.labelName()
              + " holds texts, and the model was trained on numeric labels; name the column of the"
              + " label, or none");
    }
    for (int c = 0; c < encoding.classes().size(); c++) {
      classOfText.put(encoding.classes().get(c), c);
    }
  }

  long unknown() {
    return unknown;
  }

  double[] encode(StoredBlock block) {
    double[] labels = new double[block.rows()];
    if (encoding.kind() == LabelEncoding.Kind.NONE) {
      Arrays.fill(labels, Double.NaN);
    } else if (block.textLabels() != null) {
      texts(block.textLabels(), labels);
    } else if (block.labels() == null) {
      Arrays.fill(labels, Double.NaN);
    } else if (encoding.kind() == LabelEncoding.Kind.TARGET) {
      return block.labels();
    } else {
      numbers(block.labels(), labels);
    }
    return labels;
  }

  private void texts(Codes codes, double[] labels) {
    double[] classOfCode = new double[codes.dictionary().length];
    for (int d = 0; d < classOfCode.length; d++) {
      Integer found = classOfText.get(codes.dictionary()[d]);
      classOfCode[d] = found == null ? Double.NaN : found;
    }
    for (int r = 0; r < labels.length; r++) {
      int code = codes.codes()[r];
      labels[r] = code < 0 ? Double.NaN : classOfCode[code];
      unknown += code >= 0 && Double.isNaN(labels[r]) ? 1 : 0;
    }
  }

  private void numbers(double[] raw, double[] labels) {
    for (int r = 0; r < labels.length; r++) {
      if (Double.isNaN(raw[r])) {
        labels[r] = Double.NaN;
      } else {
        labels[r] =
            classOfNumber.computeIfAbsent(
                raw[r],
                number -> {
                  Integer found = classOfText.get(LabelEncoding.text(number));
                  return found == null ? Double.NaN : (double) found;
                });
        unknown += Double.isNaN(labels[r]) ? 1 : 0;
      }
    }
  }
}
