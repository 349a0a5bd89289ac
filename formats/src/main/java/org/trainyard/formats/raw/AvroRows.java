package org.trainyard.formats.raw;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.trainyard.formats.raw.RawSchema.Column;
import org.trainyard.formats.raw.RawSchema.ColumnKind;
import org.trainyard.formats.raw.RawSchema.LabelKind;

/** Turns the Avro records of a file into rows of blocks. */
final class AvroRows {
  private static final int TEXT_SHOWN = 300;
  private static final int NO_FIELD = -1;
  private static final int POSITION_SHIFT = 24;

  private final InputFile file;
  private final RawSchema schema;
  private final RawSink sink;
  private final int[] fileFields;
  private final List<Column> numeric;
  private final List<Column> categorical;
  private final MissingTexts missing;
  private final LabelParser labels;
  private final DecimalParser parser = new DecimalParser();
  private final DenseBlockBuilder builder;
  private final BlockCutter cutter;
  private final float[] row;
  private final List<byte[]> texts = new ArrayList<>();
  private float weight = 1f;

  AvroRows(RawSettings settings, RawSchema schema, InputFile file, Schema record, RawSink sink)
      throws BadDataException {
    this.file = file;
    this.schema = schema;
    this.sink = sink;
    this.fileFields = fields(file, schema, record);
    this.numeric = schema.columns(ColumnKind.NUMERIC);
    this.categorical = schema.columns(ColumnKind.CATEGORICAL);
    this.missing = new MissingTexts(settings.dialect().missing());
    this.labels = new LabelParser(schema.labelKind(), settings);
    this.row = new float[numeric.size()];
    this.builder =
        new DenseBlockBuilder(
            schema.labelKind(), schema.weightName() != null, row.length, categorical.size());
    this.cutter = new BlockCutter(file, builder, sink);
  }

  /** Where the fields of the schema stand in this file, whose own schema may order them anew. */
  private static int[] fields(InputFile file, RawSchema schema, Schema record)
      throws BadDataException {
    boolean[] needed = new boolean[schema.fieldNames().size()];
    schema.columns().forEach(column -> needed[column.position()] = true);
    if (schema.labelPosition() >= 0) {
      needed[schema.labelPosition()] = true;
    }
    if (schema.weightPosition() >= 0) {
      needed[schema.weightPosition()] = true;
    }
    int[] fields = new int[needed.length];
    for (int position = 0; position < fields.length; position++) {
      String name = schema.fieldNames().get(position);
      Schema.Field field = record.getType() == Schema.Type.RECORD ? record.getField(name) : null;
      if (field == null && needed[position]) {
        throw new BadDataException(
            file.path()
                + " has no field '"
                + name
                + "', which the first file has; all files need the fields that are read");
      }
      fields[position] = field == null ? NO_FIELD : field.pos();
    }
    return fields;
  }

  /** Adds a record, or tells why it is bad. */
  void add(GenericRecord record, long chunk, long block, long inBlock) throws IOException {
    sink.record(new AsItStands(record, fileFields, block << POSITION_SHIFT | inBlock));
    String problem = parse(record);
    if (problem != null) {
      String place = "record " + inBlock + " of the Avro block at byte " + block;
      String text = record.toString();
      text = text.length() > TEXT_SHOWN ? text.substring(0, TEXT_SHOWN) + "…" : text;
      sink.bad(new BadRecord(file.path(), place, problem, text));
      return;
    }
    cutter.beforeRow(chunk, row.length);
    builder.addNumbers(row);
    for (int column = 0; column < texts.size(); column++) {
      byte[] text = texts.get(column);
      if (text == null) {
        builder.categorical(column).addMissing();
      } else {
        builder.categorical(column).add(text, 0, text.length);
      }
    }
    builder.endRow(labels.number(), labels.text(), weight);
  }

  /** To be called after the last record of a chunk. */
  void endOfChunk(long chunk) throws IOException {
    cutter.endOfChunk(chunk);
  }

  private String parse(GenericRecord record) {
    int filled = 0;
    while (filled < row.length) {
      Column column = numeric.get(filled);
      Object value = value(record, column.position());
      int width = width(filled);
      String problem =
          value instanceof List<?> list
              ? array(column, list, filled, width)
              : scalar(column, value, filled, width);
      if (problem != null) {
        return problem;
      }
      filled += width;
    }
    texts.clear();
    for (Column column : categorical) {
      Object value = value(record, column.position());
      byte[] text = value == null ? null : value.toString().getBytes(StandardCharsets.UTF_8);
      texts.add(text == null || missing.contains(text, 0, text.length) ? null : text);
    }
    return weightAndLabel(record);
  }

  private Object value(GenericRecord record, int position) {
    return record.get(fileFields[position]);
  }

  /** How many columns come from the same field as this one. */
  private int width(int from) {
    int to = from + 1;
    while (to < row.length && numeric.get(to).position() == numeric.get(from).position()) {
      to++;
    }
    return to - from;
  }

  private String array(Column column, List<?> values, int from, int width) {
    String field = schema.fieldNames().get(column.position());
    if (values.size() != width) {
      return "the array '" + field + "' has " + values.size() + " values instead of " + width;
    }
    for (int i = 0; i < width; i++) {
      String problem = scalar(column, values.get(i), from + i, 1);
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  private String scalar(Column column, Object value, int from, int width) {
    if (width > 1 && value != null) {
      String field = schema.fieldNames().get(column.position());
      return "'" + field + "' holds '" + value + "' instead of an array of " + width + " numbers";
    }
    float number = number(value);
    if (Float.isInfinite(number)) {
      return "the numeric field '"
          + column.name()
          + "' holds '"
          + value
          + "', which is not a finite 32-bit number";
    }
    for (int i = from; i < from + width; i++) {
      row[i] = number;
    }
    return null;
  }

  /** A value as float; NaN if missing, infinite if it cannot be one. */
  private float number(Object value) {
    if (value == null) {
      return Float.NaN;
    }
    if (value instanceof Boolean truth) {
      return truth ? 1f : 0f;
    }
    if (value instanceof Number number) {
      return number.floatValue();
    }
    byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
    if (missing.contains(text, 0, text.length)) {
      return Float.NaN;
    }
    return parser.parse(text, 0, text.length) == DecimalParser.NUMBER
        ? parser.floatValue()
        : Float.POSITIVE_INFINITY;
  }

  private String weightAndLabel(GenericRecord record) {
    if (schema.weightPosition() >= 0) {
      Object value = value(record, schema.weightPosition());
      weight = number(value);
      if (!(weight >= 0) || Float.isInfinite(weight)) {
        return "the weight '" + value + "' is not a number of at least 0";
      }
    }
    if (schema.labelKind() == LabelKind.NONE) {
      return null;
    }
    return labels.parse(labelText(value(record, schema.labelPosition())));
  }

  private String labelText(Object value) {
    if (value == null) {
      return null;
    }
    if (value instanceof Boolean truth && schema.labelKind() == LabelKind.NUMBER) {
      return truth ? "1" : "0";
    }
    String text = value instanceof Float single ? Double.toString(single) : value.toString();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return missing.contains(bytes, 0, bytes.length) ? null : text;
  }

  /** A record for whoever writes beside it; its line is JSON. */
  private record AsItStands(GenericRecord record, int[] fileFields, long position)
      implements RawRecord {
    @Override
    public byte[] line() {
      return record.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String field(int field) {
      boolean there = field < fileFields.length && fileFields[field] != NO_FIELD;
      Object value = there ? record.get(fileFields[field]) : null;
      return value == null ? null : value.toString();
    }
  }
}
