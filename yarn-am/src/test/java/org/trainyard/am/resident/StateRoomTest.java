package org.trainyard.am.resident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.trainyard.formats.state.State;

class StateRoomTest {
  private static final int MB = 1 << 20;

  /** A state of two vectors. */
  private static State state(int coordinates) {
    double[] values = new double[coordinates];
    return State.of(
        3,
        JsonNodeFactory.instance.objectNode(),
        new TreeMap<>(Map.of("point", values)),
        new TreeMap<>(Map.of("gradient", values)));
  }

  @Test
  void aStateStaysOnTheHeapWhereTheStepLeavesTwiceAsMuch() {
    int million = 1_000_000;
    StateRoom room = new StateRoom(768L * MB, 2, 2);
    assertTrue(room.holds(state(10 * million), million));
    assertFalse(room.holds(state(30 * million), million));
    assertFalse(room.holds(state(10 * million), 10 * million));
  }

  @Test
  void aLittleStateStaysOnAnyHeap() {
    StateRoom room = new StateRoom(64L * MB, 1, 1);
    assertTrue(room.holds(state(100_000), 100_000));
    assertFalse(room.holds(state(1_000_000), 1_000_000));
  }

  @Test
  void theMoreContainersFetchAStateTheLessOfItIsSent() {
    assertEquals(32 * MB, new StateRoom(MB, 1, 1).mostSentBytes());
    assertEquals(32 * MB, new StateRoom(MB, 1, 32).mostSentBytes());
    assertEquals(MB, new StateRoom(MB, 1, 1024).mostSentBytes());
  }
}
