package org.trainyard.formats.dataset;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.dataset.ColumnStatistics.Category;
import org.trainyard.formats.raw.RawSchema.ColumnKind;
import org.trainyard.formats.vector.CorruptFileException;

/** {@code columns.avro}: the statistics of the columns, for data with many. */
public final class ColumnsFile {
  private static final Schema SCHEMA = StoredBlockCodec.schema("ColumnStatistics.avsc");
  private static final Schema CATEGORY =
      SCHEMA.getField("categories").schema().getTypes().get(1).getElementType();

  /** Where null stands in the union of categories. */
  private static final int NO_CATEGORIES = 0;

  private ColumnsFile() {}

  /** Writes columns in order of their index. */
  public static final class Writer implements Closeable {
    private final DataFileWriter<GenericRecord> writer;
    private final ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(encoded, null);

    /** Begins a file; the stream is closed with this writer. */
    public Writer(OutputStream out) throws IOException {
      writer =
          new DataFileWriter<GenericRecord>(new GenericDatumWriter<>(SCHEMA))
              .create(SCHEMA, out, SyncMarker.of(SCHEMA.getFullName()));
    }

    /** Adds a column. */
    public void write(ColumnStatistics column) throws IOException {
      if (column.categories() == null) {
        writeNumbers(column);
        return;
      }
      GenericRecord record = new GenericData.Record(SCHEMA);
      record.put("index", column.index());
      record.put("name", column.name());
      record.put("numeric", column.kind() == ColumnKind.NUMERIC);
      record.put("count", column.count());
      record.put("missing", column.missing());
      record.put("min", column.min());
      record.put("max", column.max());
      record.put("mean", column.mean());
      record.put("variance", column.variance());
      record.put("categories", records(column.categories()));
      record.put("moreCategories", column.moreCategories());
      writer.append(record);
    }

    /** Field by field, as there may be millions of such columns; the same bytes. */
    private void writeNumbers(ColumnStatistics column) throws IOException {
      encoded.reset();
      encoder.writeInt(column.index());
      encoder.writeString(column.name());
      encoder.writeBoolean(column.kind() == ColumnKind.NUMERIC);
      encoder.writeLong(column.count());
      encoder.writeLong(column.missing());
      encoder.writeDouble(column.min());
      encoder.writeDouble(column.max());
      encoder.writeDouble(column.mean());
      encoder.writeDouble(column.variance());
      encoder.writeIndex(NO_CATEGORIES);
      encoder.writeBoolean(column.moreCategories());
      encoder.flush();
      writer.appendEncoded(ByteBuffer.wrap(encoded.toByteArray()));
    }

    private static List<GenericRecord> records(List<Category> categories) {
      List<GenericRecord> records = new ArrayList<>(categories.size());
      for (Category category : categories) {
        GenericRecord record = new GenericData.Record(CATEGORY);
        record.put("text", category.text());
        record.put("count", category.count());
        records.add(record);
      }
      return records;
    }

    @Override
    public void close() throws IOException {
      writer.close();
    }
  }

  /** Visits the columns of a file in order. */
  public static void read(Configuration conf, Path file, Consumer<ColumnStatistics> visitor)
      throws IOException {
    try (SeekableFile input = new SeekableFile(conf, file);
        DataFileReader<GenericRecord> reader =
            new DataFileReader<>(input, new GenericDatumReader<>(SCHEMA))) {
      check(reader.getSchema(), file);
      BinaryDecoder decoder = null;
      while (reader.hasNext()) {
        ByteBuffer block = reader.nextBlock();
        int from = block.arrayOffset() + block.position();
        decoder =
            DecoderFactory.get().binaryDecoder(block.array(), from, block.remaining(), decoder);
        for (long n = reader.getBlockCount(); n > 0; n--) {
          visitor.accept(column(decoder));
        }
      }
    } catch (AvroRuntimeException e) {
      throw new CorruptFileException(
          "Cannot read " + file + ": " + e.getMessage() + ". Pack the input again", e);
    }
  }

  private static void check(Schema found, Path file) throws CorruptFileException {
    if (!found.equals(SCHEMA)) {
      throw new CorruptFileException(
          "Cannot read " + file + ": it is of another schema, " + found + ". Pack the input again");
    }
  }

  /** Field by field, as there may be millions of columns. */
  private static ColumnStatistics column(BinaryDecoder in) throws IOException {
    return new ColumnStatistics(
        in.readInt(),
        in.readString(),
        in.readBoolean() ? ColumnKind.NUMERIC : ColumnKind.CATEGORICAL,
        in.readLong(),
        in.readLong(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readIndex() == NO_CATEGORIES ? null : categories(in),
        in.readBoolean());
  }

  private static List<Category> categories(BinaryDecoder in) throws IOException {
    List<Category> categories = new ArrayList<>();
    for (long block = in.readArrayStart(); block > 0; block = in.arrayNext()) {
      for (long n = block; n > 0; n--) {
        categories.add(new Category(in.readString(), in.readLong()));
      }
    }
    return categories;
  }
}
