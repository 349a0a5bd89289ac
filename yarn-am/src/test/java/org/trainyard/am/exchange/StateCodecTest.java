package org.trainyard.am.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.state.State;

class StateCodecTest {
  private static State state() {
    ObjectNode control = JsonFile.MAPPER.createObjectNode();
    control.put("loss", 0.1 + 0.2).put("infinite", Double.POSITIVE_INFINITY);
    return State.of(
        41,
        control,
        new TreeMap<>(Map.of("a", new double[] {1, -0.0, Double.MIN_VALUE}, "ü", new double[0])),
        new TreeMap<>(Map.of("history", new double[] {5})));
  }

  @Test
  void mappersGetTheParametersBitForBitAndNoMemory() throws IOException {
    State back = StateCodec.decode(StateCodec.encode(state()));
    assertEquals(41, back.iteration());
    assertEquals(0.1 + 0.2, back.control().get("loss").asDouble());
    assertEquals(state().parameters().keySet(), back.parameters().keySet());
    double[] a = back.parameter("a");
    assertArrayEquals(new double[] {1, -0.0, Double.MIN_VALUE}, a);
    assertEquals(Double.doubleToRawLongBits(-0.0), Double.doubleToRawLongBits(a[1]));
    assertEquals(Map.of(), back.memory());
  }

  @Test
  void manyParametersAreNamedAndFewAreSent() throws IOException {
    Path folder = new Path("hdfs://cluster/runs/ü/iterations/00041/state");
    byte[] few = StateCodec.encode(state(), folder, 0);
    assertEquals(Optional.empty(), StateCodec.folder(few));
    assertArrayEquals(StateCodec.encode(state()), few);
    SortedMap<String, double[]> wide = new TreeMap<>(Map.of("wide", new double[1 << 19]));
    State large = State.of(41, state().control(), wide, new TreeMap<>());
    int size = StateCodec.encode(large).length;
    byte[] named = StateCodec.encode(large, folder, size - 1);
    assertEquals(Optional.of(folder), StateCodec.folder(named));
    assertArrayEquals(StateCodec.encode(large), StateCodec.encode(large, folder, size));
  }

  @Test
  void anotherVersionIsRefused() throws IOException {
    byte[] bytes = StateCodec.encode(state());
    bytes[0] = 9;
    assertThrows(IOException.class, () -> StateCodec.decode(bytes));
  }
}
