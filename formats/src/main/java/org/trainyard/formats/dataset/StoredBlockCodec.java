package org.trainyard.formats.dataset;

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
import org.apache.avro.generic.GenericRecord;
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
  private static final String CHECKSUM = "crc32c";

  private StoredBlockCodec() {}

  static Schema schema(String resource) {
    try (InputStream in = StoredBlockCodec.class.getResourceAsStream(resource)) {
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the schema " + resource, e);
    }
  }

  /** The block as a record, with its checksum. */
  public static GenericRecord toRecord(StoredBlock block) {
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
    record.put(CHECKSUM, checksum(record));
    return record;
  }

  /**
   * The block of a record.
   *
   * @throws IllegalArgumentException if the checksum does not fit or the arrays do not fit together
   */
  public static StoredBlock fromRecord(GenericRecord record) {
    int found = checksum(record);
    int written = (Integer) record.get(CHECKSUM);
    if (found != written) {
      throw new IllegalArgumentException(
          "the checksum of the block is %08x and should be %08x".formatted(found, written));
    }
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

  private static int checksum(GenericRecord record) {
    CRC32C crc = new CRC32C();
    for (Schema.Field field : record.getSchema().getFields()) {
      if (!field.name().equals(CHECKSUM)) {
        update(crc, record.get(field.pos()));
      }
    }
    return (int) crc.getValue();
  }

  /** Every value goes in with its length or a mark for its absence, so that none can hide. */
  private static void update(CRC32C crc, Object value) {
    if (value == null) {
      number(crc, -1);
    } else if (value instanceof ByteBuffer bytes) {
      number(crc, bytes.remaining());
      crc.update(bytes.duplicate());
    } else if (value instanceof Utf8 text) {
      number(crc, text.getByteLength());
      crc.update(text.getBytes(), 0, text.getByteLength());
    } else if (value instanceof List<?> list) {
      number(crc, list.size());
      list.forEach(item -> update(crc, item));
    } else if (value instanceof GenericRecord nested) {
      nested.getSchema().getFields().forEach(field -> update(crc, nested.get(field.pos())));
    } else {
      number(crc, ((Number) value).longValue());
    }
  }

  private static void number(CRC32C crc, long value) {
    crc.update(ByteBuffer.allocate(Long.BYTES).putLong(value).flip());
  }
}
