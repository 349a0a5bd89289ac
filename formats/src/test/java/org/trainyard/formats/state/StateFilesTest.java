package org.trainyard.formats.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.formats.run.JsonFile;

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
}
