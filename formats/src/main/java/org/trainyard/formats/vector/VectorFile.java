package org.trainyard.formats.vector;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Named vectors of doubles in one Avro container file, with a JSON text about them in the file's
 * metadata. The same content always gives the same bytes.
 *
 * <p>Metadata: {@code trainyard.content} (what the file is), {@code trainyard.version}, {@code
 * trainyard.json}. Records: name, length of the whole vector, offset of this piece, and its values
 * as little-endian float64.
 */
public final class VectorFile {
  /** The version that this build writes, and the only one it reads. */
  public static final int VERSION = 1;

  private static final int PIECE = 1 << 17;
  private static final Schema SCHEMA =
      SchemaBuilder.record("Vector")
          .namespace("org.trainyard")
          .fields()
          .requiredString("name")
          .requiredLong("length")
          .requiredLong("offset")
          .requiredBytes("values")
          .endRecord();
  // Avro's own sync marker is random; the files promise to be the same bytes.
  private static final byte[] SYNC = "trainyard-vector".getBytes(StandardCharsets.US_ASCII);

  /**
   * What a file holds.
   *
   * @param json the text about the vectors
   * @param vectors by name
   */
  public record Content(String json, SortedMap<String, double[]> vectors) {}

  private VectorFile() {}

  /**
   * Writes a file, over one that is there. {@code content} is one word for what it is: state,
   * model.
   */
  public static void write(
      FileSystem fs, Path path, String content, String json, SortedMap<String, double[]> vectors)
      throws IOException {
    try (OutputStream out = fs.create(path, true);
        DataFileWriter<GenericRecord> writer =
            new DataFileWriter<>(new GenericDatumWriter<>(SCHEMA))) {
      writer.setMeta("trainyard.content", content);
      writer.setMeta("trainyard.version", VERSION);
      writer.setMeta("trainyard.json", json.getBytes(StandardCharsets.UTF_8));
      writer.create(SCHEMA, out, SYNC);
      for (Map.Entry<String, double[]> vector : vectors.entrySet()) {
        append(writer, vector.getKey(), vector.getValue());
      }
    }
  }

  private static void append(DataFileWriter<GenericRecord> writer, String name, double[] values)
      throws IOException {
    int offset = 0;
    do {
      int count = Math.min(PIECE, values.length - offset);
      ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * count).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asDoubleBuffer().put(values, offset, count);
      GenericRecord piece = new GenericData.Record(SCHEMA);
      piece.put("name", name);
      piece.put("length", (long) values.length);
      piece.put("offset", (long) offset);
      piece.put("values", bytes);
      writer.append(piece);
      offset += count;
    } while (offset < values.length);
  }

  /**
   * Reads a file.
   *
   * @throws CorruptFileException if it is not such a file, is damaged, or has a version that this
   *     build does not know
   */
  public static Content read(FileSystem fs, Path path, String content) throws IOException {
    try (DataFileStream<GenericRecord> in =
        new DataFileStream<>(fs.open(path), new GenericDatumReader<>())) {
      check(in, path, content);
      SortedMap<String, double[]> vectors = new TreeMap<>();
      while (in.hasNext()) {
        GenericRecord piece = in.next();
        int length = Math.toIntExact((Long) piece.get("length"));
        int offset = Math.toIntExact((Long) piece.get("offset"));
        double[] vector =
            vectors.computeIfAbsent(piece.get("name").toString(), name -> new double[length]);
        ByteBuffer bytes = ((ByteBuffer) piece.get("values")).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().get(vector, offset, bytes.remaining() / Double.BYTES);
      }
      return new Content(new String(in.getMeta("trainyard.json"), StandardCharsets.UTF_8), vectors);
    } catch (CorruptFileException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new CorruptFileException(
          "Cannot read " + path + " as " + content + ": it is damaged: " + e, e);
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).startsWith("Not a")) {
        throw new CorruptFileException(
            "Cannot read " + path + " as " + content + ": it is no Avro file", e);
      }
      throw e;
    }
  }

  private static void check(DataFileStream<GenericRecord> in, Path path, String content)
      throws CorruptFileException {
    String found = in.getMetaString("trainyard.content");
    if (!content.equals(found)) {
      throw new CorruptFileException(
          "Cannot read "
              + path
              + " as "
              + content
              + ": it is "
              + (found == null ? "an Avro file of something else" : found));
    }
    long version = in.getMetaLong("trainyard.version");
    if (version != VERSION) {
      throw new CorruptFileException(
          "Cannot read " + path + ": format version " + version + ", this build reads " + VERSION);
    }
  }
}
