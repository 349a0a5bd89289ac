package org.trainyard.formats.dataset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.Utf8;
import org.trainyard.formats.dataset.StoredBlock.BlockId;
import org.trainyard.formats.dataset.StoredBlock.Codes;
import org.trainyard.formats.dataset.StoredBlock.Rows;

/**
 * A stored block as an Avro record and back. The schema, {@code StoredBlock.avsc}, says what each
 * field means; arrays are little-endian bytes of the narrowest width that is exact.
 */
public final class StoredBlockCodec {
  /** The schema of a block's record. */
  public static final Schema SCHEMA = schema("StoredBlock.avsc");

  private static final Schema TEXTS = SCHEMA.getField("textLabels").schema().getTypes().get(1);
  private static final Schema SPARSE = SCHEMA.getField("sparse").schema().getTypes().get(1);
  private static final int CHECKSUM_BYTES = Integer.BYTES;

  private StoredBlockCodec() {}

  static Schema schema(String resource) {
    try (InputStream in = StoredBlockCodec.class.getResourceAsStream(resource)) {
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the schema " + resource, e);
    }
  }

  /**
   * The record of a block in Avro's binary encoding. The last four bytes are the checksum of those
   * before them, so that damage is noticed before anything is decoded.
   */
  static ByteBuffer encode(StoredBlock block) throws IOException {
    GenericRecord record = toRecord(block);
    Encoded out = new Encoded((1 << 12) + bytes(record));
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(SCHEMA).write(record, encoder);
    ByteBuffer encoded = out.written();
    encoded.putInt(encoded.limit() - CHECKSUM_BYTES, checksum(encoded));
    return encoded;
  }

  /** Bytes of the arrays of a record, but for those of texts. */
  private static int bytes(GenericRecord record) {
    long sum = 0;
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      if (value instanceof ByteBuffer packed) {
        sum += packed.remaining();
      } else if (value instanceof GenericRecord inner) {
        sum += bytes(inner);
      }
    }
    return (int) Math.min(sum + sum / 64, Integer.MAX_VALUE / 2);
  }

  /** Hands out what was written without copying it. */
  private static final class Encoded extends ByteArrayOutputStream {
    Encoded(int capacity) {
      super(capacity);
    }

    ByteBuffer written() {
      return ByteBuffer.wrap(buf, 0, count);
    }
  }

  /**
   * The block of a record.
   *
   * @throws IllegalArgumentException if the checksum does not fit
   */
  static StoredBlock decode(ByteBuffer encoded) throws IOException {
    if (encoded.remaining() < CHECKSUM_BYTES) {
      throw new IllegalArgumentException("it is empty");
    }
    int found = checksum(encoded);
    int written = encoded.getInt(encoded.limit() - CHECKSUM_BYTES);
    if (found != written) {
      throw new IllegalArgumentException(
          "its checksum is %08x and should be %08x".formatted(found, written));
    }
    BinaryDecoder decoder =
        DecoderFactory.get()
            .binaryDecoder(
                encoded.array(),
                encoded.arrayOffset() + encoded.position(),
                encoded.remaining(),
                null);
    return fromRecord(new GenericDatumReader<GenericRecord>(SCHEMA).read(null, decoder));
  }

  private static int checksum(ByteBuffer encoded) {
    CRC32C crc = new CRC32C();
    crc.update(encoded.duplicate().limit(encoded.limit() - CHECKSUM_BYTES));
    return (int) crc.getValue();
  }

  private static GenericRecord toRecord(StoredBlock block) {
    GenericRecord record = new GenericData.Record(SCHEMA);
    record.put("file", block.id().file());
    record.put("chunk", block.id().chunk());
    record.put("part", block.id().part());
    record.put("rows", block.rows());
    record.put("labels", block.labels() == null ? null : PackedNumbers.doubles(block.labels()));
    record.put("textLabels", block.textLabels() == null ? null : texts(block.textLabels()));
    record.put("weights", block.weights() == null ? null : PackedNumbers.floats(block.weights()));
    record.put("denseColumns", block.dense() == null ? 0 : block.dense().length / block.rows());
    record.put("dense", block.dense() == null ? null : PackedNumbers.floats(block.dense()));
    record.put("sparse", block.sparse() == null ? null : sparse(block.sparse()));
    List<GenericRecord> categorical = new ArrayList<>();
    for (Codes codes : block.categorical()) {
      categorical.add(texts(codes));
    }
    record.put("categorical", categorical);
    record.put(
        "crc32c",
        new GenericData.Fixed(SCHEMA.getField("crc32c").schema(), new byte[CHECKSUM_BYTES]));
    return record;
  }

  private static StoredBlock fromRecord(GenericRecord record) {
    int rows = (Integer) record.get("rows");
    BlockId id =
        new BlockId(
            (Integer) record.get("file"), (Long) record.get("chunk"), (Integer) record.get("part"));
    ByteBuffer labels = (ByteBuffer) record.get("labels");
    ByteBuffer weights = (ByteBuffer) record.get("weights");
    GenericRecord sparse = (GenericRecord) record.get("sparse");
    GenericRecord textLabels = (GenericRecord) record.get("textLabels");
    List<?> columns = (List<?>) record.get("categorical");
    Codes[] categorical = new Codes[columns.size()];
    for (int c = 0; c < categorical.length; c++) {
      categorical[c] = codes((GenericRecord) columns.get(c), rows);
    }
    return new StoredBlock(
        id,
        rows,
        labels == null ? null : PackedNumbers.doubles(labels, rows),
        textLabels == null ? null : codes(textLabels, rows),
        weights == null ? null : PackedNumbers.floats(weights, rows),
        dense((ByteBuffer) record.get("dense"), (Integer) record.get("denseColumns"), rows),
        sparse == null ? null : rows(sparse, rows),
        categorical);
  }

  private static float[] dense(ByteBuffer packed, int columns, int rows) {
    return packed == null ? null : PackedNumbers.floats(packed, Math.multiplyExact(rows, columns));
  }

  private static GenericRecord texts(Codes codes) {
    GenericRecord record = new GenericData.Record(TEXTS);
    List<Utf8> dictionary = new ArrayList<>(codes.dictionary().length);
    for (String text : codes.dictionary()) {
      dictionary.add(new Utf8(text));
    }
    record.put("dictionary", dictionary);
    record.put("codes", PackedNumbers.whole(codes.codes(), 1));
    return record;
  }

  private static Codes codes(GenericRecord record, int rows) {
    List<?> texts = (List<?>) record.get("dictionary");
    String[] dictionary = new String[texts.size()];
    for (int i = 0; i < dictionary.length; i++) {
      dictionary[i] = texts.get(i).toString();
    }
    return new Codes(dictionary, PackedNumbers.whole((ByteBuffer) record.get("codes"), rows, 1));
  }

  private static GenericRecord sparse(Rows rows) {
    GenericRecord record = new GenericData.Record(SPARSE);
    int[] lengths = new int[rows.rowStart().length - 1];
    for (int r = 0; r < lengths.length; r++) {
      lengths[r] = rows.rowStart()[r + 1] - rows.rowStart()[r];
    }
    boolean ones = true;
    for (int i = 0; ones && i < rows.values().length; i++) {
      ones = rows.values()[i] == 1.0f;
    }
    record.put("dictionary", PackedNumbers.ascending(rows.dictionary()));
    record.put("rowLengths", PackedNumbers.whole(lengths, 0));
    record.put("columns", PackedNumbers.whole(rows.columns(), 0));
    record.put("values", ones ? null : PackedNumbers.floats(rows.values()));
    return record;
  }

  private static Rows rows(GenericRecord record, int rows) {
    int[] lengths = PackedNumbers.whole((ByteBuffer) record.get("rowLengths"), rows, 0);
    int[] rowStart = new int[rows + 1];
    for (int r = 0; r < rows; r++) {
      rowStart[r + 1] = Math.addExact(rowStart[r], lengths[r]);
    }
    int[] columns = PackedNumbers.whole((ByteBuffer) record.get("columns"), rowStart[rows], 0);
    ByteBuffer packed = (ByteBuffer) record.get("values");
    float[] values;
    if (packed == null) {
      values = new float[columns.length];
      Arrays.fill(values, 1.0f);
    } else {
      values = PackedNumbers.floats(packed, columns.length);
    }
    return new Rows(
        PackedNumbers.ascending((ByteBuffer) record.get("dictionary")), rowStart, columns, values);
  }
}
