package org.trainyard.mapreduce.score;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.trainyard.formats.config.DataKeys;
import org.trainyard.formats.encode.ColumnEncoding;
import org.trainyard.formats.model.ModelFile;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.formats.raw.RawFormat;
import org.trainyard.formats.raw.RawSchema;
import org.trainyard.formats.raw.RawSchema.Column;
import org.trainyard.formats.raw.RawSchema.ColumnKind;
import org.trainyard.formats.raw.RawSchema.LabelKind;
import org.trainyard.formats.raw.RawSchema.Layout;

/**
 * The columns of data to be scored, as the training data had them. Columns are found by name, in
 * any order and among others; by position where the training data or these have no names, and then
 * the columns of label and weight may both be left out.
 */
final class ScoringSchema {
  /** What is done with labels. */
  enum Labels {
    /** They must be there. */
    REQUIRED,
    /** They are read where they are there. */
    OPTIONAL,
    /** They are not read, nor are weights. */
    IGNORED
  }

  private final ModelFile.About model;
  private final RawSchema training;
  private final RawSchema found;
  private final Labels labels;
  private final String label;
  private final String weight;

  /**
   * Of one input.
   *
   * @param found its columns, all of them features
   * @param label the label column as the user names it, or null for the one of the training data
   * @param weight the weight column as the user names it, or null likewise
   */
  ScoringSchema(
      ModelFile.About model, RawSchema found, Labels labels, String label, String weight) {
    this.model = model;
    this.training = model.schema();
    this.found = found;
    this.labels = labels;
    this.label = label;
    this.weight = weight;
  }

  /**
   * The schema to read with.
   *
   * @throws BadDataException naming every column that is missing
   */
  RawSchema of(RawFormat format) throws BadDataException {
    if (found.layout() == Layout.SPARSE || found.fieldNames().isEmpty()) {
      return unnamed();
    }
    boolean byPosition = format.isTable() && (!found.header() || isMadeUp(training.fieldNames()));
    Map<String, Integer> positions = byPosition ? aligned() : named();
    List<Column> columns = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (ColumnEncoding column : model.encoding().columns()) {
      Integer position = positions.get(column.name());
      if (position == null) {
        missing.add(column.name());
      } else {
        boolean numeric = column.kind() == ColumnEncoding.Kind.NUMERIC;
        ColumnKind kind = numeric ? ColumnKind.NUMERIC : ColumnKind.CATEGORICAL;
        columns.add(new Column(column.name(), kind, position));
      }
    }
    if (!missing.isEmpty()) {
      throw new BadDataException(
          "The input lacks columns of the training data: "
              + shown(missing)
              + "; it has "
              + shown(found.fieldNames()));
    }
    int labelAt = labelPosition(positions);
    int weightAt =
        labels == Labels.IGNORED ? -1 : position(weight, training.weightName(), positions);
    return new RawSchema(
        Layout.DENSE,
        columns,
        name(labelAt),
        labelAt < 0 ? LabelKind.NONE : training.labelKind(),
        name(weightAt),
        found.fieldNames(),
        found.header());
  }

  /** LIBSVM and IDX: columns are numbers. */
  private RawSchema unnamed() throws BadDataException {
    boolean labelled = wantsLabels() && found.labelKind() != LabelKind.NONE;
    if (!labelled && labels == Labels.REQUIRED && wantsLabels()) {
      throw unlabelled("the input has no labels");
    }
    return new RawSchema(
        found.layout(),
        found.columns(),
        labelled ? found.labelName() : null,
        labelled ? training.labelKind() : LabelKind.NONE,
        null,
        found.fieldNames(),
        found.header());
  }

  private boolean wantsLabels() {
    return labels != Labels.IGNORED
        && training.labelKind() != LabelKind.NONE
        && !"none".equals(label);
  }

  private int labelPosition(Map<String, Integer> positions) throws BadDataException {
    if (!wantsLabels()) {
      return -1;
    }
    int at = position(label, training.labelName(), positions);
    if (at < 0 && labels == Labels.REQUIRED) {
      throw unlabelled(
          "the input has no label column "
              + (label == null ? training.labelName() : label)
              + "; it has "
              + shown(found.fieldNames()));
    }
    return at;
  }

  private int position(String asked, String trained, Map<String, Integer> positions) {
    if (asked == null) {
      return trained == null ? -1 : positions.getOrDefault(trained, -1);
    }
    List<String> names = found.fieldNames();
    if (names.contains(asked)) {
      return names.indexOf(asked);
    }
    if (asked.equals("last")) {
      return names.size() - 1;
    }
    boolean number = asked.matches("\\d{1,9}") && Integer.parseInt(asked) < names.size();
    return number ? Integer.parseInt(asked) : positions.getOrDefault(asked, -1);
  }

  private String name(int position) {
    return position < 0 ? null : found.fieldNames().get(position);
  }

  /** Names as they stand in the input. */
  private Map<String, Integer> named() {
    Map<String, Integer> positions = new HashMap<>();
    for (int field = 0; field < found.fieldNames().size(); field++) {
      positions.put(found.fieldNames().get(field), field);
    }
    // Formats with arrays have several columns in one field.
    found.columns().forEach(column -> positions.put(column.name(), column.position()));
    return positions;
  }

  /** The names of the training data, laid over the fields of the input. */
  private Map<String, Integer> aligned() throws BadDataException {
    List<String> names = new ArrayList<>(training.fieldNames());
    int width = found.fieldNames().size();
    for (String absent : new String[] {training.labelName(), training.weightName()}) {
      if (names.size() > width && absent != null) {
        names.remove(absent);
      }
    }
    if (names.size() != width) {
      throw new BadDataException(
          "The records have "
              + width
              + " fields and those of the training data "
              + training.fieldNames().size()
              + " ("
              + shown(training.fieldNames())
              + "); only the label and the weight may be left out where columns have no names");
    }
    Map<String, Integer> positions = new HashMap<>();
    for (int field = 0; field < width; field++) {
      positions.put(names.get(field), field);
    }
    return positions;
  }

  private static boolean isMadeUp(List<String> names) {
    for (int field = 0; field < names.size(); field++) {
      if (!names.get(field).equals("c" + field)) {
        return false;
      }
    }
    return !names.isEmpty();
  }

  private static BadDataException unlabelled(String why) {
    return new BadDataException(
        "There is nothing to measure against: "
            + why
            + ". "
            + DataKeys.LABEL.option()
            + " names a column, "
            + DataKeys.LABEL_PATHS.option()
            + " files of labels; predict needs none");
  }

  private static String shown(List<String> names) {
    String some = String.join(", ", names.subList(0, Math.min(30, names.size())));
    return names.size() > 30 ? some + " … (" + names.size() + ")" : some;
  }
}
