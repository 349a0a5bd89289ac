package org.trainyard.formats.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.vector.VectorFile;

/**
 * A state as two files in a folder: {@code parameters.avro}, which every mapper reads, and {@code
 * memory.avro}, which only the step reads. The same state always gives the same bytes.
 */
public final class StateFiles {
  private static final String PARAMETERS = "parameters.avro";
  private static final String MEMORY = "memory.avro";

  private StateFiles() {}

  /** Writes both files into a folder. */
  public static void write(FileSystem fs, Path folder, State state) throws IOException {
    ObjectNode json = JsonFile.MAPPER.createObjectNode();
    json.put("iteration", state.iteration());
    json.set("control", state.control());
    VectorFile.write(fs, new Path(folder, MEMORY), "memory", "{}", state.memory());
    VectorFile.write(
        fs, new Path(folder, PARAMETERS), "parameters", json.toString(), state.parameters());
  }

  /** Reads the whole state. */
  public static State read(FileSystem fs, Path folder) throws IOException {
    SortedMap<String, double[]> memory =
        VectorFile.read(fs, new Path(folder, MEMORY), "memory").vectors();
    return parameters(fs, folder, memory);
  }

  /** Reads what mappers need: the state without its memory. */
  public static State readParameters(FileSystem fs, Path folder) throws IOException {
    return parameters(fs, folder, new TreeMap<>());
  }

  private static State parameters(FileSystem fs, Path folder, SortedMap<String, double[]> memory)
      throws IOException {
    VectorFile.Content content = VectorFile.read(fs, new Path(folder, PARAMETERS), "parameters");
    ObjectNode json = (ObjectNode) JsonFile.MAPPER.readTree(content.json());
    return new State(
        json.get("iteration").asInt(), (ObjectNode) json.get("control"), content.vectors(), memory);
  }
}
