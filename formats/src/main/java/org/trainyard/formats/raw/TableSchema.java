package org.trainyard.formats.raw;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.trainyard.formats.config.DataKeys.Header;
import org.trainyard.formats.config.DataKeys.Task;
import org.trainyard.formats.raw.RawSchema.Column;
import org.trainyard.formats.raw.RawSchema.ColumnKind;
import org.trainyard.formats.raw.RawSchema.LabelKind;
import org.trainyard.formats.raw.RawSchema.Layout;

/** Finds out what the columns of a table are, from its first lines. */
final class TableSchema {
  private static final int HEAD_RECORDS = 1000;

  private final RawSettings settings;
  private final String path;
  private final List<String[]> head;
  private final MissingTexts missing;
  private final DecimalParser numbers = new DecimalParser();

  private TableSchema(RawSettings settings, String path, List<String[]> head) {
    this.settings = settings;
    this.path = path;
    this.head = head;
    this.missing = new MissingTexts(settings.dialect().missing());
  }

  /** The schema, from the head of the first file that holds a record. */
  static RawSchema infer(RawSettings settings, RawInputs inputs, Configuration conf)
      throws IOException {
    for (InputFile file : inputs.files()) {
      List<String[]> head = head(settings, inputs, file, conf);
      if (!head.isEmpty()) {
        return new TableSchema(settings, file.path(), head).schema();
      }
    }
    throw new BadDataException(
        "No file of the input holds a record after "
            + settings.dialect().skipLines()
            + " skipped lines; the first is "
            + inputs.files().get(0).path());
  }

  private static List<String[]> head(
      RawSettings settings, RawInputs inputs, InputFile file, Configuration conf)
      throws IOException {
    List<String[]> head = new ArrayList<>();
    TableFields fields = new TableFields(settings.dialect(), inputs.format());
    long[] skip = {settings.dialect().skipLines()};
    TextChunks.Handler handler =
        new TextChunks.Handler() {
          @Override
          public void line(TextLine line) {
            if (skip[0]-- <= 0 && !line.isBlank() && fields.split(line) == null) {
              head.add(fields.texts());
            }
          }

          @Override
          public boolean hasEnough() {
            return head.size() > HEAD_RECORDS;
          }
        };
    TableReader.chunks(settings, conf, inputs.chunkBytes())
        .read(file, 0, file.chunks(), handler, RawSinks.NOTHING);
    return head;
  }

  private RawSchema schema() throws BadDataException {
    boolean header = isHeader();
    int width = width(header);
    String[] first = head.get(0);
    List<String[]> records = new ArrayList<>(header ? head.subList(1, head.size()) : head);
    if (header && first.length != width) {
      throw new BadDataException(
          path
              + ": the header has "
              + first.length
              + " names but records have "
              + width
              + " fields; --delimiter, --quote or --header may be wrong");
    }
    records.removeIf(record -> record.length != width);
    List<String> names = header ? ColumnNames.ofHeader(path, first) : ColumnNames.madeUp(width);
    ColumnNames chosen = new ColumnNames(settings, names);
    List<Column> columns = new ArrayList<>();
    for (int column = 0; column < width; column++) {
      if (chosen.isFeature(column)) {
        boolean text =
            chosen.isCategorical(column)
                || !chosen.isNumeric(column) && firstText(records, column) != null;
        ColumnKind kind = text ? ColumnKind.CATEGORICAL : ColumnKind.NUMERIC;
        columns.add(new Column(names.get(column), kind, column));
      }
    }
    if (columns.isEmpty()) {
      throw new BadDataException(
          path
              + ": no column is left for features; its columns are "
              + String.join(", ", names)
              + " (--delimiter may be wrong)");
    }
    return new RawSchema(
        Layout.DENSE,
        columns,
        chosen.name(chosen.label()),
        labelKind(chosen, records),
        chosen.name(chosen.weight()),
        names,
        header);
  }

  private LabelKind labelKind(ColumnNames chosen, List<String[]> records) throws BadDataException {
    int label = chosen.label();
    if (label < 0) {
      return LabelKind.NONE;
    }
    String text = firstText(records.stream().map(record -> meaning(record, label)).toList(), 0);
    boolean isText = chosen.isCategorical(label) || !chosen.isNumeric(label) && text != null;
    if (isText && settings.task() == Task.REGRESSION) {
      throw new BadDataException(
          path
              + ": regression needs numbers for labels, but the label column '"
              + chosen.name(label)
              + "' "
              + (text == null ? "is named by --categorical" : "holds '" + text + "'")
              + "; --label names another");
    }
    return isText ? LabelKind.TEXT : LabelKind.NUMBER;
  }

  private String[] meaning(String[] record, int label) {
    return new String[] {settings.meaning(record[label])};
  }

  /** The first value of a column that is neither missing nor a number; null if there is none. */
  private String firstText(List<String[]> records, int column) {
    for (String[] record : records) {
      if (!isMissing(record[column]) && !isNumber(record[column])) {
        return record[column];
      }
    }
    return null;
  }

  /** The number of fields that most records have. */
  private int width(boolean header) {
    Map<Integer, Integer> counts = new HashMap<>();
    int best = head.get(0).length;
    for (String[] record : header && head.size() > 1 ? head.subList(1, head.size()) : head) {
      counts.merge(record.length, 1, Integer::sum);
      if (counts.get(record.length) > counts.getOrDefault(best, 0)) {
        best = record.length;
      }
    }
    return best;
  }

  /**
   * Whether the first line names the columns: no number and no missing value in it and, below it, a
   * column of numbers, or else no field that occurs again in its column.
   */
  private boolean isHeader() {
    if (settings.dialect().header() != Header.AUTO) {
      return settings.dialect().header() == Header.TRUE;
    }
    String[] first = head.get(0);
    for (String name : first) {
      if (isNumber(name) || !name.isEmpty() && isMissing(name)) {
        return false;
      }
    }
    List<String[]> below =
        head.stream().skip(1).filter(record -> record.length == first.length).toList();
    boolean again = false;
    for (int column = 0; column < first.length; column++) {
      int position = column;
      boolean number = below.stream().anyMatch(record -> isNumber(record[position]));
      if (number && firstText(below, column) == null) {
        return true;
      }
      again |= below.stream().anyMatch(record -> record[position].equals(first[position]));
    }
    return !again;
  }

  private boolean isMissing(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return missing.contains(bytes, 0, bytes.length);
  }

  /** Whether a text is a number; "nan" and "inf" are, so that they are told as what they are. */
  private boolean isNumber(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return numbers.parse(bytes, 0, bytes.length) != DecimalParser.NO_NUMBER;
  }
}
