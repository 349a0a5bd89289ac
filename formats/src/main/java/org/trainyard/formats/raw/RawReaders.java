package org.trainyard.formats.raw;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.trainyard.formats.config.KeySource;

/** Makes the schema and the reader of raw input. */
public final class RawReaders {
  private RawReaders() {}

  /**
   * Finds what the columns are, from the head of the first file that holds a record.
   *
   * @throws BadDataException if the head cannot be read as what it is said to be
   * @throws org.trainyard.formats.config.InvalidSettingsException if the settings do not fit the
   *     columns
   */
  public static RawSchema infer(KeySource source, RawInputs inputs, Configuration conf)
      throws IOException {
    RawSettings settings = RawSettings.parse(source);
    return switch (inputs.format()) {
      case LIBSVM -> LibsvmReader.infer(settings, inputs, conf);
      case CSV, TSV -> TableSchema.infer(settings, inputs, conf);
      case IDX -> IdxReader.infer(settings, conf);
      case AVRO -> AvroColumns.infer(settings, inputs, conf);
    };
  }

  /**
   * Makes the reader of a format.
   *
   * @param schema as inferred, or as stored with a packed dataset
   * @param chunkBytes size of a chunk, as {@link RawInputs#chunkBytes} says
   */
  public static RawReader create(
      KeySource source, RawFormat format, RawSchema schema, Configuration conf, long chunkBytes) {
    return create(source, format, schema, conf, chunkBytes, MissingLabels.BAD_RECORD);
  }

  /** The same, for whoever has a use for records without a label. */
  public static RawReader create(
      KeySource source,
      RawFormat format,
      RawSchema schema,
      Configuration conf,
      long chunkBytes,
      MissingLabels missingLabels) {
    RawSettings settings = RawSettings.parse(source).with(missingLabels);
    return switch (format) {
      case LIBSVM -> new LibsvmReader(settings, schema, conf, chunkBytes);
      case CSV, TSV -> new TableReader(settings, format, schema, conf, chunkBytes);
      case IDX -> new IdxReader(settings, schema, conf, chunkBytes);
      case AVRO -> new AvroReader(settings, schema, conf, chunkBytes);
    };
  }

  /** The character between the fields of a table, by the settings or by the format. */
  public static char delimiter(KeySource source, RawFormat format) {
    return RawSettings.parse(source).dialect().delimiter(format);
  }
}
