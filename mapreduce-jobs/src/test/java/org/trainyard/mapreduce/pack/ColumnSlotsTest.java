package org.trainyard.mapreduce.pack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ColumnSlotsTest {
  private static final int LARGEST = Integer.MAX_VALUE - 8;

  private final ColumnSlots slots = new ColumnSlots();
  private final TreeMap<Integer, Integer> expected = new TreeMap<>();

  @Test
  void aColumnKeepsItsSlotOverAllPasses() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      int from = (int) Math.pow(LARGEST, random.nextDouble());
      int spread = (int) Math.min(LARGEST - from, 1L << random.nextInt(20)) + 1;
      TreeSet<Integer> columns = new TreeSet<>();
      for (int n = random.nextInt(2000); n > 0; n--) {
        columns.add(from + random.nextInt(spread));
      }
      ColumnSlots.Pass pass = slots.pass();
      columns.forEach(column -> ask(pass, column));
      pass.end();
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

  @Test
  void findsThePlaceOfAColumnFromAnyPlaceBeforeIt() {
    ColumnSlots.Pass pass = slots.pass();
    for (int n = 0; n < 37; n++) {
      pass.slot(2 * n);
    }
    pass.end();
    for (int column = 0; column < 76; column++) {
      int place = Math.min(37, (column + 1) / 2);
      for (int from = 0; from <= place; from++) {
        assertEquals(place, slots.atLeast(column, from));
      }
    }
  }

  private void ask(ColumnSlots.Pass pass, int column) {
    Integer known = expected.putIfAbsent(column, expected.size());
    assertEquals(known == null ? expected.size() - 1 : known, pass.slot(column));
  }
}
