package org.trainyard.formats.vector;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
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
import org.apache.hadoop.fs.FSDataInputStream;
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

  /** From so many coordinates on a vector is large: read piece by piece, whenever it is visited. */
  public static final int LARGE = 1 << 17;

  private static final int PIECE = 1 << 17;
  private static final String LARGE_ONES = "trainyard.large";
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

  /**
   * What a file holds, the large vectors still in it.
   *
   * @param json the text about the vectors
   * @param vectors by name
   */
  public record Opened(String json, SortedMap<String, Vector> vectors) {}

  private VectorFile() {}

  /**
   * Writes a file, over one that is there. {@code content} is one word for what it is: state,
   * model. Large vectors stand behind the others.
   */
  public static void writeVectors(
      FileSystem fs, Path path, String content, String json, SortedMap<String, Vector> vectors)
      throws IOException {
    try (OutputStream out = fs.create(path, true);
        DataFileWriter<GenericRecord> writer =
            new DataFileWriter<>(new GenericDatumWriter<>(SCHEMA))) {
      writer.setMeta("trainyard.content", content);
      writer.setMeta("trainyard.version", VERSION);
      writer.setMeta("trainyard.json", json.getBytes(StandardCharsets.UTF_8));
      String large = largeOnes(vectors);
      if (!large.isEmpty()) {
        writer.setMeta(LARGE_ONES, large);
      }
      writer.create(SCHEMA, out, SYNC);
      for (boolean areLarge : new boolean[] {false, true}) {
        for (Map.Entry<String, Vector> vector : vectors.entrySet()) {
          if (vector.getValue().length() >= LARGE == areLarge) {
            append(writer, vector.getKey(), vector.getValue());
          }
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** The same of vectors on the heap. */
  public static void write(
      FileSystem fs, Path path, String content, String json, SortedMap<String, double[]> vectors)
      throws IOException {
    SortedMap<String, Vector> all = new TreeMap<>();
    vectors.forEach((name, values) -> all.put(name, Vector.of(values)));
    writeVectors(fs, path, content, json, all);
  }

  /** A line for each large vector: its length and its name. */
  private static String largeOnes(SortedMap<String, Vector> vectors) {
    StringBuilder lines = new StringBuilder();
    vectors.forEach(
        (name, vector) -> {
          if (vector.length() >= LARGE) {
            lines.append(vector.length()).append(' ').append(name).append('\n');
          }
        });
    return lines.toString();
  }

  private static void append(DataFileWriter<GenericRecord> writer, String name, Vector vector)
      throws IOException {
    int offset = 0;
    double[] values = new double[Math.min(PIECE, vector.length())];
    try (Vector.Cursor cursor = vector.cursor()) {
      do {
        int count = Math.min(PIECE, vector.length() - offset);
        cursor.next(values, 0, count);
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * count).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values, 0, count);
        GenericRecord piece = new GenericData.Record(SCHEMA);
        piece.put("name", name);
        piece.put("length", (long) vector.length());
        piece.put("offset", (long) offset);
        piece.put("values", bytes);
        writer.append(piece);
        offset += count;
      } while (offset < vector.length());
    }
  }

  /**
   * Reads a file.
   *
   * @throws CorruptFileException if it is not such a file, is damaged, or has a version that this
   *     build does not know
   */
  public static Content read(FileSystem fs, Path path, String content) throws IOException {
    SortedMap<String, double[]> vectors = new TreeMap<>();
    return new Content(visit(fs, path, content, false, vectors).json(), vectors);
  }

  /**
   * Reads a file's text and its vectors, the large ones whenever they are visited.
   *
   * @throws CorruptFileException as {@link #read}
   */
  public static Opened open(FileSystem fs, Path path, String content) throws IOException {
    SortedMap<String, double[]> small = new TreeMap<>();
    Opened opened = visit(fs, path, content, true, small);
    small.forEach((name, values) -> opened.vectors().put(name, Vector.of(values)));
    return opened;
  }

  private static void put(SortedMap<String, double[]> vectors, GenericRecord piece) {
    int length = Math.toIntExact((Long) piece.get("length"));
    int offset = Math.toIntExact((Long) piece.get("offset"));
    double[] vector =
        vectors.computeIfAbsent(piece.get("name").toString(), name -> new double[length]);
    ByteBuffer bytes = ((ByteBuffer) piece.get("values")).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().get(vector, offset, bytes.remaining() / Double.BYTES);
  }

  private static Opened visit(
      FileSystem fs,
      Path path,
      String content,
      boolean leaveLarge,
      SortedMap<String, double[]> read)
      throws IOException {
    try (DataFileStream<GenericRecord> in = records(fs, path, content)) {
      SortedMap<String, Vector> left = new TreeMap<>();
      String large = leaveLarge ? in.getMetaString(LARGE_ONES) : null;
      if (large != null) {
        for (String line : large.split("\n")) {
          int space = line.indexOf(' ');
          String name = line.substring(space + 1);
          int length = Integer.parseInt(line.substring(0, space));
          left.put(name, new StoredVector(fs, path, content, name, length));
        }
      }
      GenericRecord piece = null;
      while (in.hasNext()) {
        piece = in.next(piece);
        if (left.containsKey(piece.get("name").toString())) {
          break;
        }
        put(read, piece);
      }
      return new Opened(new String(in.getMeta("trainyard.json"), StandardCharsets.UTF_8), left);
    } catch (RuntimeException e) {
      throw new CorruptFileException(
          "Cannot read " + path + " as " + content + ": it is damaged: " + e, e);
    }
  }

  /** Opens a file's records, its head checked. */
  static DataFileStream<GenericRecord> records(FileSystem fs, Path path, String content)
      throws IOException {
    DataFileStream<GenericRecord> in = null;
    FSDataInputStream file = fs.open(path);
    try {
      in = new DataFileStream<>(file, new GenericDatumReader<>());
      check(in, path, content);
      return in;
    } catch (IOException | RuntimeException e) {
      file.close();
      if (e instanceof CorruptFileException
          || !String.valueOf(e.getMessage()).startsWith("Not a")) {
        throw e;
      }
      throw new CorruptFileException(
          "Cannot read " + path + " as " + content + ": it is no Avro file", e);
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
