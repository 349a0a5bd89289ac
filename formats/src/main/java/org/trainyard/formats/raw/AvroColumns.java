package org.trainyard.formats.raw;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.trainyard.formats.config.DataKeys.Task;
import org.trainyard.formats.raw.RawSchema.Column;
import org.trainyard.formats.raw.RawSchema.ColumnKind;
import org.trainyard.formats.raw.RawSchema.LabelKind;
import org.trainyard.formats.raw.RawSchema.Layout;

/** Finds out what the columns of Avro records are, from the schema of the first file. */
final class AvroColumns {
  private static final int HEAD_RECORDS = 1000;

  private final RawSettings settings;
  private final String path;
  private final Schema record;
  private final Map<String, Integer> arrayLengths;

  private AvroColumns(
      RawSettings settings, String path, Schema record, Map<String, Integer> arrayLengths) {
    this.settings = settings;
    this.path = path;
    this.record = record;
    this.arrayLengths = arrayLengths;
  }

  /** The schema, from the first file that holds a record. */
  static RawSchema infer(RawSettings settings, RawInputs inputs, Configuration conf)
      throws IOException {
    for (InputFile file : inputs.files()) {
      try (DataFileReader<GenericRecord> reader = AvroReader.open(file, conf)) {
        Schema schema = reader.getSchema();
        if (!reader.hasNext()) {
          continue;
        }
        if (schema.getType() != Schema.Type.RECORD) {
          throw new BadDataException(
              file.path()
                  + " holds Avro values of type "
                  + schema.getType()
                  + "; records are read");
        }
        return new AvroColumns(settings, file.path(), schema, lengths(schema, reader)).schema();
      } catch (RuntimeException e) {
        throw AvroReader.damage(file, 0, e);
      }
    }
    throw new BadDataException("No file of the input holds a record");
  }

  /** Lengths of the arrays of the first records that have them. */
  private static Map<String, Integer> lengths(Schema schema, DataFileReader<GenericRecord> reader) {
    Map<String, Integer> lengths = new HashMap<>();
    for (int i = 0; i < HEAD_RECORDS && reader.hasNext(); i++) {
      GenericRecord first = reader.next();
      for (Schema.Field field : schema.getFields()) {
        if (first.get(field.pos()) instanceof List<?> list) {
          lengths.putIfAbsent(field.name(), list.size());
        }
      }
    }
    return lengths;
  }

  private RawSchema schema() throws BadDataException {
    List<String> names = record.getFields().stream().map(Schema.Field::name).toList();
    ColumnNames chosen = new ColumnNames(settings, names);
    List<Column> columns = new ArrayList<>();
    for (Schema.Field field : record.getFields()) {
      if (chosen.isFeature(field.pos())) {
        add(field, chosen, columns);
      }
    }
    if (columns.isEmpty()) {
      throw new BadDataException(
          path + ": no field is left for features; its fields are " + String.join(", ", names));
    }
    return new RawSchema(
        Layout.DENSE,
        columns,
        chosen.name(chosen.label()),
        labelKind(chosen),
        chosen.name(chosen.weight()),
        names,
        false);
  }

  private void add(Schema.Field field, ColumnNames chosen, List<Column> columns)
      throws BadDataException {
    Schema.Type type = plain(field.schema()).getType();
    if (type == Schema.Type.ARRAY) {
      if (!isNumber(plain(plain(field.schema()).getElementType()).getType())) {
        throw unusable(field);
      }
      if (!arrayLengths.containsKey(field.name())) {
        throw new BadDataException(
            path
                + ": the array '"
                + field.name()
                + "' is missing in the first records, so its length is unknown; --ignore-columns "
                + field.name()
                + " leaves it out");
      }
      for (int i = 0; i < arrayLengths.get(field.name()); i++) {
        columns.add(new Column(field.name() + "[" + i + "]", ColumnKind.NUMERIC, field.pos()));
      }
      return;
    }
    if (!isNumber(type) && !isText(type)) {
      throw unusable(field);
    }
    boolean text =
        chosen.isCategorical(field.pos()) || isText(type) && !chosen.isNumeric(field.pos());
    ColumnKind kind = text ? ColumnKind.CATEGORICAL : ColumnKind.NUMERIC;
    columns.add(new Column(field.name(), kind, field.pos()));
  }

  private LabelKind labelKind(ColumnNames chosen) throws BadDataException {
    if (chosen.label() < 0) {
      return LabelKind.NONE;
    }
    Schema.Field field = record.getFields().get(chosen.label());
    Schema.Type type = plain(field.schema()).getType();
    if (!isNumber(type) && !isText(type)) {
      throw new BadDataException(
          path
              + ": the label field '"
              + field.name()
              + "' is of type "
              + type
              + "; allowed: numbers, booleans, strings, enums; --label names another");
    }
    boolean text =
        chosen.isCategorical(field.pos()) || isText(type) && !chosen.isNumeric(field.pos());
    if (text && settings.task() == Task.REGRESSION) {
      throw new BadDataException(
          path
              + ": regression needs numbers for labels, but the label field '"
              + field.name()
              + "' holds text; --label names another");
    }
    return text ? LabelKind.TEXT : LabelKind.NUMBER;
  }

  private BadDataException unusable(Schema.Field field) {
    return new BadDataException(
        path
            + ": the field '"
            + field.name()
            + "' is of type "
            + plain(field.schema())
            + "; allowed: numbers, booleans, strings, enums, arrays of numbers; --ignore-columns "
            + field.name()
            + " leaves it out");
  }

  /** The type without null. */
  private static Schema plain(Schema schema) {
    if (schema.getType() != Schema.Type.UNION) {
      return schema;
    }
    List<Schema> others =
        schema.getTypes().stream().filter(type -> type.getType() != Schema.Type.NULL).toList();
    return others.size() == 1 ? others.get(0) : schema;
  }

  private static boolean isNumber(Schema.Type type) {
    return switch (type) {
      case INT, LONG, FLOAT, DOUBLE, BOOLEAN -> true;
      default -> false;
    };
  }

  private static boolean isText(Schema.Type type) {
    return type == Schema.Type.STRING || type == Schema.Type.ENUM;
  }
}
