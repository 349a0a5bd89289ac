package org.trainyard.formats.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.vector.StoredVector;
import org.trainyard.formats.vector.Vector;
import org.trainyard.formats.vector.VectorFile;

class StateFilesTest {
  @TempDir java.nio.file.Path folder;

  @Test
  void aStateComesBackComplete() throws IOException {
    FileSystem fs = FileSystem.getLocal(new Configuration());
    Path path = new Path(folder.toUri());
    ObjectNode control = JsonFile.MAPPER.createObjectNode();
    control.put("step", 0.1 + 0.2).put("norm", Double.NaN).put("phase", "GRADIENT");
    SortedMap<String, double[]> parameters = new TreeMap<>();
    parameters.put("m0/x", new double[] {0.1, 1e-300});
    SortedMap<String, double[]> memory = new TreeMap<>();
    memory.put("m0/s0", new double[] {7});
    StateFiles.write(fs, path, State.of(3, control, parameters, memory));
    State read = StateFiles.read(fs, path);
    assertEquals(3, read.iteration());
    assertEquals(0.1 + 0.2, read.control().get("step").asDouble());
    assertTrue(Double.isNaN(read.control().get("norm").asDouble()));
    assertArrayEquals(parameters.get("m0/x"), read.parameter("m0/x"));
    assertArrayEquals(memory.get("m0/s0"), read.memoryArrays().get("m0/s0"));
    assertTrue(StateFiles.readParameters(fs, path).memory().isEmpty());
  }

  @Test
  void aStateKeptOnTheHeapIsWrittenLikeTheOneThatIsRead() throws IOException {
    FileSystem fs = FileSystem.getLocal(new Configuration());
    Path first = new Path(folder.resolve("00001/state").toUri());
    double[] large = new double[VectorFile.LARGE];
    Arrays.setAll(large, j -> 1.0 / (j + 1));
    State state =
        State.of(
            1,
            JsonFile.MAPPER.createObjectNode(),
            new TreeMap<>(Map.of("w", large)),
            new TreeMap<>(Map.of("s", large.clone(), "n", new double[] {1})));
    StateFiles.write(fs, first, state);
    State read = StateFiles.read(fs, first);
    State kept = read.keeping(state);
    assertSame(large, kept.parameter("w"));
    assertTrue(kept.memory().values().stream().allMatch(Vector::isOnHeap));
    assertEquals(StateFiles.largeFiles(read), StateFiles.largeFiles(kept));
    assertEquals(Double.BYTES * (2L * large.length + 1), kept.heapBytes());
    assertArrayEquals(writtenMemory(fs, "of-read", read), writtenMemory(fs, "of-kept", kept));
  }

  /**
   * A vector that is a parameter and memory, one of an earlier state, a new one, and little ones.
   */
  @Test
  void aStateThatIsNotWrittenYetKnowsWhereItsVectorsWillBe() throws IOException {
    FileSystem fs = FileSystem.getLocal(new Configuration());
    Path first = new Path(folder.resolve("00001/state").toUri());
    Path second = new Path(folder.resolve("00002/state").toUri());
    Vector old = Vector.of(new double[VectorFile.LARGE]);
    Vector both = Vector.of(new double[VectorFile.LARGE + 1]);
    Vector fresh = Vector.of(new double[VectorFile.LARGE + 2]);
    State before = state(1, Map.of("w", old), Map.of("s", old));
    State next =
        state(
            2,
            Map.of("w", both, "few", Vector.of(1, 2)),
            Map.of(
                "d",
                both,
                "y",
                fresh,
                "s",
                StateFiles.placed(fs, first, before).memory().get("s"),
                "n",
                Vector.of(3)));
    State placed = StateFiles.placed(fs, second, next);
    assertTrue(placed.isOnHeap());
    StateFiles.write(fs, first, before);
    StateFiles.write(fs, second, next);
    State read = StateFiles.read(fs, second);
    assertEquals(homes(read.parameters()), homes(placed.parameters()));
    assertEquals(homes(read.memory()), homes(placed.memory()));
    assertEquals(StateFiles.largeFiles(read), StateFiles.largeFiles(placed));
    read.memory()
        .forEach((name, v) -> assertEquals(v.length(), placed.memory().get(name).length()));
    assertArrayEquals(writtenMemory(fs, "of-read", read), writtenMemory(fs, "of-placed", placed));
  }

  private static State state(
      int iteration, Map<String, Vector> parameters, Map<String, Vector> memory) {
    ObjectNode control = JsonFile.MAPPER.createObjectNode();
    return new State(iteration, control, new TreeMap<>(parameters), new TreeMap<>(memory));
  }

  private static Map<String, StoredVector> homes(SortedMap<String, Vector> vectors) {
    Map<String, StoredVector> homes = new TreeMap<>();
    vectors.forEach((name, vector) -> vector.home().ifPresent(home -> homes.put(name, home)));
    return homes;
  }

  private byte[] writtenMemory(FileSystem fs, String name, State state) throws IOException {
    StateFiles.write(fs, new Path(folder.resolve(name).toUri()), state);
    return Files.readAllBytes(folder.resolve(name).resolve("memory.avro"));
  }
}
