package org.trainyard.formats.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.vector.KeptVector;
import org.trainyard.formats.vector.StoredVector;
import org.trainyard.formats.vector.Vector;
import org.trainyard.formats.vector.VectorFile;

/**
 * A state as files in a folder: {@code parameters.avro}, which every mapper reads, and {@code
 * memory.avro}, which only the step reads. The same state always gives the same bytes.
 *
 * <p>A large vector of the memory has a file of its own, {@code memory.<name>.avro}, so that it can
 * be visited without the others. A large vector that was read from the files of an earlier state of
 * the same run is not written again: {@code memory.avro} says where it is. So an iteration writes
 * what is new in it, and the earlier files that are referenced must stay.
 */
public final class StateFiles {
  private static final String PARAMETERS = "parameters.avro";
  private static final String MEMORY = "memory.avro";
  private static final String CONTENT_OF_PARAMETERS = "parameters";
  private static final String CONTENT_OF_MEMORY = "memory";

  private StateFiles() {}

  /** Writes the files of a state into a folder. */
  public static void write(FileSystem fs, Path folder, State state) throws IOException {
    ObjectNode json = JsonFile.MAPPER.createObjectNode();
    json.put("iteration", state.iteration());
    json.set("control", state.control());
    writeMemory(fs, folder, state);
    VectorFile.writeVectors(
        fs,
        new Path(folder, PARAMETERS),
        CONTENT_OF_PARAMETERS,
        json.toString(),
        state.parameters());
  }

  private static void writeMemory(FileSystem fs, Path folder, State state) throws IOException {
    ObjectNode json = JsonFile.MAPPER.createObjectNode();
    SortedMap<String, Vector> here = new TreeMap<>();
    for (Map.Entry<String, Vector> entry : state.memory().entrySet()) {
      Vector vector = entry.getValue();
      StoredVector stored = vector.home().orElse(null);
      if (stored != null) {
        elsewhere(json, entry.getKey())
            .put("folder", stored.path().getParent().getParent().getName())
            .put("file", stored.path().getName())
            .put("content", stored.content())
            .put("name", stored.name())
            .put("length", stored.length());
      } else if (vector.length() >= VectorFile.LARGE && nameOf(vector, state) != null) {
        elsewhere(json, entry.getKey())
            .put("file", PARAMETERS)
            .put("content", CONTENT_OF_PARAMETERS)
            .put("name", nameOf(vector, state))
            .put("length", vector.length());
      } else if (vector.length() >= VectorFile.LARGE) {
        String file = fileOfMemory(entry.getKey());
        SortedMap<String, Vector> alone = new TreeMap<>(Map.of(entry.getKey(), vector));
        VectorFile.writeVectors(fs, new Path(folder, file), CONTENT_OF_MEMORY, "{}", alone);
        elsewhere(json, entry.getKey())
            .put("file", file)
            .put("content", CONTENT_OF_MEMORY)
            .put("name", entry.getKey())
            .put("length", vector.length());
      } else {
        here.put(entry.getKey(), vector);
      }
    }
    Path file = new Path(folder, MEMORY);
    VectorFile.writeVectors(fs, file, CONTENT_OF_MEMORY, json.toString(), here);
  }

  private static String fileOfMemory(String name) {
    return "memory." + name + ".avro";
  }

  /**
   * A state on the heap that {@link #write} writes to a folder now or later, knowing already where
   * its large vectors will lie: what {@link #read} will give, but for where they are visited. So
   * the next state can be made before this one is written, and refer to its files.
   *
   * @param folder as of {@link #read}
   */
  public static State placed(FileSystem fs, Path folder, State state) {
    SortedMap<String, Vector> parameters = new TreeMap<>(state.parameters());
    parameters.replaceAll(
        (name, vector) ->
            vector.length() < VectorFile.LARGE
                ? vector
                : kept(fs, new Path(folder, PARAMETERS), CONTENT_OF_PARAMETERS, name, vector));
    SortedMap<String, Vector> memory = new TreeMap<>(state.memory());
    memory.replaceAll(
        (name, vector) -> {
          if (vector.length() < VectorFile.LARGE || vector.home().isPresent()) {
            return vector;
          }
          String parameter = nameOf(vector, state);
          return parameter == null
              ? kept(fs, new Path(folder, fileOfMemory(name)), CONTENT_OF_MEMORY, name, vector)
              : parameters.get(parameter);
        });
    return new State(state.iteration(), state.control(), parameters, memory);
  }

  private static Vector kept(FileSystem fs, Path file, String content, String name, Vector vector) {
    return new KeptVector(
        new StoredVector(fs, file, content, name, vector.length()), vector.array());
  }

  /** The name under which this very vector is also a parameter; null if it is none. */
  private static String nameOf(Vector vector, State state) {
    for (Map.Entry<String, Vector> parameter : state.parameters().entrySet()) {
      if (parameter.getValue() == vector) {
        return parameter.getKey();
      }
    }
    return null;
  }

  private static ObjectNode elsewhere(ObjectNode json, String vector) {
    return json.withObjectProperty("elsewhere").putObject(vector);
  }

  /**
   * Reads the whole state; {@code folder} is that of a run's iteration, and its large vectors are
   * read when they are visited.
   */
  public static State read(FileSystem fs, Path folder) throws IOException {
    VectorFile.Opened memory = VectorFile.open(fs, new Path(folder, MEMORY), CONTENT_OF_MEMORY);
    SortedMap<String, Vector> vectors = memory.vectors();
    JsonNode elsewhere = JsonFile.MAPPER.readTree(memory.json()).path("elsewhere");
    for (Map.Entry<String, JsonNode> entry : elsewhere.properties()) {
      JsonNode place = entry.getValue();
      Path home = folder;
      if (place.has("folder")) {
        Path iterations = folder.getParent().getParent();
        home = new Path(new Path(iterations, place.get("folder").asText()), folder.getName());
      }
      vectors.put(
          entry.getKey(),
          new StoredVector(
              fs,
              new Path(home, place.get("file").asText()),
              place.get("content").asText(),
              place.get("name").asText(),
              place.get("length").asInt()));
    }
    return parameters(fs, folder, vectors);
  }

  /** The files that a state's large vectors lie in, its own and earlier ones. */
  public static Set<Path> largeFiles(State state) {
    Set<Path> files = new TreeSet<>();
    Stream.concat(state.parameters().values().stream(), state.memory().values().stream())
        .flatMap(vector -> vector.home().stream())
        .forEach(stored -> files.add(stored.path()));
    return files;
  }

  /** Reads what mappers need: the state without its memory. */
  public static State readParameters(FileSystem fs, Path folder) throws IOException {
    return parameters(fs, folder, new TreeMap<>());
  }

  private static State parameters(FileSystem fs, Path folder, SortedMap<String, Vector> memory)
      throws IOException {
    VectorFile.Opened content =
        VectorFile.open(fs, new Path(folder, PARAMETERS), CONTENT_OF_PARAMETERS);
    ObjectNode json = (ObjectNode) JsonFile.MAPPER.readTree(content.json());
    return new State(
        json.get("iteration").asInt(), (ObjectNode) json.get("control"), content.vectors(), memory);
  }
}
