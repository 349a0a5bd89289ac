package org.trainyard.formats.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
import org.apache.avro.io.BinaryData;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
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

  /** Most that all fields of a column of numbers take, but for its name. */
  private static final int NUMBERS_BYTES = 96;

  private ColumnsFile() {}

  /** Writes columns in order of their index. */
  public static final class Writer implements Closeable {
    private final DataFileWriter<GenericRecord> writer;
    private byte[] encoded = new byte[NUMBERS_BYTES];

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
      byte[] name = column.name().getBytes(StandardCharsets.UTF_8);
      if (encoded.length < name.length + NUMBERS_BYTES) {
        encoded = new byte[name.length + NUMBERS_BYTES];
      }
      byte[] to = encoded;
      int at = BinaryData.encodeInt(column.index(), to, 0);
      at += BinaryData.encodeInt(name.length, to, at);
      System.arraycopy(name, 0, to, at, name.length);
      at += name.length;
      at += BinaryData.encodeBoolean(column.kind() == ColumnKind.NUMERIC, to, at);
      at += BinaryData.encodeLong(column.count(), to, at);
      at += BinaryData.encodeLong(column.missing(), to, at);
      at += BinaryData.encodeDouble(column.min(), to, at);
      at += BinaryData.encodeDouble(column.max(), to, at);
      at += BinaryData.encodeDouble(column.mean(), to, at);
      at += BinaryData.encodeDouble(column.variance(), to, at);
      at += BinaryData.encodeInt(NO_CATEGORIES, to, at);
      at += BinaryData.encodeBoolean(column.moreCategories(), to, at);
      writer.appendEncoded(ByteBuffer.wrap(to, 0, at));
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
