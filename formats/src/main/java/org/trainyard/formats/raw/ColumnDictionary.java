package org.trainyard.formats.raw;

import java.util.Arrays;

/** Numbers the column numbers that occur in a block, in order of first appearance. */
final class ColumnDictionary {
  private static final int EMPTY = -1;

  private int[] slots = new int[1 << 10];
  private int[] columns = new int[1 << 9];
  private int size;

  ColumnDictionary() {
    Arrays.fill(slots, EMPTY);
  }

  /** The code of a column; a new one if it did not occur yet. */
  int code(int column) {
    int mask = slots.length - 1;
    int slot = slotOf(column, mask);
    while (slots[slot] != EMPTY) {
      if (columns[slots[slot]] == column) {
        return slots[slot];
      }
      slot = (slot + 1) & mask;
    }
    if (size == columns.length) {
      grow();
      return code(column);
    }
    columns[size] = column;
    slots[slot] = size;
    return size++;
  }

  /** The columns that occur, ascending. */
  int[] sorted() {
    int[] sorted = Arrays.copyOf(columns, size);
    Arrays.sort(sorted);
    return sorted;
  }

  /** For each code the position of its column in {@link #sorted}. */
  int[] ranks(int[] sorted) {
    int[] ranks = new int[size];
    for (int rank = 0; rank < size; rank++) {
      ranks[code(sorted[rank])] = rank;
    }
    return ranks;
  }

  /** Forgets all. */
  void clear() {
    size = 0;
    Arrays.fill(slots, EMPTY);
  }

  private void grow() {
    columns = Arrays.copyOf(columns, 2 * columns.length);
    slots = new int[2 * slots.length];
    Arrays.fill(slots, EMPTY);
    int mask = slots.length - 1;
    for (int code = 0; code < size; code++) {
      int slot = slotOf(columns[code], mask);
      while (slots[slot] != EMPTY) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = code;
    }
  }

  private static int slotOf(int column, int mask) {
    int mixed = column * 0x9E37_79B9;
    return (mixed ^ mixed >>> 15) & mask;
  }
}
