package org.trainyard.mapreduce.pack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ColumnSlotsTest {
  private static final int LARGEST = Integer.MAX_VALUE - 8;

  private final ColumnSlots slots = new ColumnSlots();
  private final TreeMap<Integer, Integer> expected = new TreeMap<>();

  @Test
  void aColumnKeepsItsSlotWhateverIsRemembered() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      int from = (int) Math.pow(LARGEST, random.nextDouble());
      int columns = (int) Math.min(LARGEST - from, 1L << random.nextInt(20));
      slots.remember(from, from + columns);
      for (int n = 0; n < 300; n++) {
        ask(from + random.nextInt(Math.max(1, columns)));
        ask(Math.max(0, from - random.nextInt(20)));
        ask(from + Math.min(LARGEST - from, columns + random.nextInt(20)));
      }
    }
    assertEquals(expected.size(), slots.size());
    long[] ascending = slots.ascending();
    assertArrayEquals(
        expected.keySet().stream().mapToInt(column -> column).toArray(),
        Arrays.stream(ascending).mapToInt(ColumnSlots::columnOf).toArray());
    assertArrayEquals(
        expected.values().stream().mapToInt(slot -> slot).toArray(),
        Arrays.stream(ascending).mapToInt(ColumnSlots::slotOf).toArray());
  }

  private void ask(int column) {
    Integer known = expected.putIfAbsent(column, expected.size());
    assertEquals(known == null ? expected.size() - 1 : known, slots.slot(column));
  }
}
