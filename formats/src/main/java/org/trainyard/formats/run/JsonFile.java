package org.trainyard.formats.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.vector.CorruptFileException;

/**
 * JSON documents in files: written whole or not at all, with a format version that is checked on
 * reading.
 */
public final class JsonFile {
  /** Doubles survive this mapper exactly, the non-finite ones as text. */
  public static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .configure(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY, false)
          .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
          .build();

  private static final ObjectWriter PRETTY = MAPPER.writerWithDefaultPrettyPrinter();

  private JsonFile() {}

  /**
   * Writes a document under a name that is not taken, or over the one that is there, by a rename.
   */
  public static void write(FileSystem fs, Path path, Object document) throws IOException {
    Path temporary = new Path(path.getParent(), "." + path.getName() + "." + UUID.randomUUID());
    try (OutputStream out = fs.create(temporary, true)) {
      out.write(PRETTY.writeValueAsBytes(document));
      out.write('\n');
    }
    if (fs.exists(path)) {
      fs.delete(path, false);
    }
    rename(fs, temporary, path);
  }

  /** Renames; a refusal is an error with both paths. */
  public static void rename(FileSystem fs, Path from, Path to) throws IOException {
    if (!fs.rename(from, to)) {
      throw new IOException("Cannot rename " + from + " to " + to + ": the file system refused");
    }
  }

  /**
   * Reads a document.
   *
   * @param version the only format version that this build reads
   * @throws CorruptFileException if it cannot be parsed or has another {@code formatVersion}
   */
  public static <T> T read(FileSystem fs, Path path, Class<T> type, int version)
      throws IOException {
    try (InputStream in = fs.open(path)) {
      JsonNode tree = MAPPER.readTree(in);
      int found = tree == null ? 0 : tree.path("formatVersion").asInt();
      if (found != version) {
        throw new CorruptFileException(
            "Cannot read " + path + ": format version " + found + ", this build reads " + version);
      }
      return MAPPER.treeToValue(tree, type);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new CorruptFileException("Cannot read " + path + ": " + e.getOriginalMessage(), e);
    }
  }
}
