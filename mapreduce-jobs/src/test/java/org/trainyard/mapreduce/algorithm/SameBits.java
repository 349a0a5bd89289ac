package org.trainyard.mapreduce.algorithm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.trainyard.formats.state.State;

/** Comparisons to the last bit. */
public final class SameBits {
  private SameBits() {}

  /** Fails where they differ. */
  public static void assertSameModel(TrainedModel expected, TrainedModel actual) {
    assertEquals(expected.shape(), actual.shape());
    assertEquals(expected.tensors().keySet(), actual.tensors().keySet());
    expected
        .tensors()
        .forEach((name, values) -> assertArrayEquals(values, actual.tensors().get(name), name));
  }

  /** Fails where they differ. */
  public static void assertSameState(State expected, State actual) {
    assertEquals(expected.iteration(), actual.iteration());
    assertEquals(expected.control(), actual.control());
    expected
        .parameters()
        .forEach(
            (name, values) ->
                assertArrayEquals(values.array(), actual.parameters().get(name).array(), name));
    assertEquals(expected.memory().keySet(), actual.memory().keySet());
    expected
        .memory()
        .forEach(
            (name, values) ->
                assertArrayEquals(values.array(), actual.memory().get(name).array(), name));
  }
}
