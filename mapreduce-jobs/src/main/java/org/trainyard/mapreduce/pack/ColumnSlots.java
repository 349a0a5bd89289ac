package org.trainyard.mapreduce.pack;

import java.util.Arrays;

/**
 * Numbers the columns that it is asked for, from 0, in the order of the first question, however far
 * apart they are. Not thread-safe.
 */
final class ColumnSlots {
  private static final int FIRST_SLOTS = 1024;

  /** Columns that may be remembered: so many that their table stays in a processor's cache. */
  private static final int NEAR = 1 << 15;

  /**
   * Open addressing: column + 1 in the upper half, its slot in the lower; 0 for a free place.
   * Columns of the same sixteen stand side by side, so that ascending ones are found in one visit.
   */
  private long[] places = new long[2 * FIRST_SLOTS];

  private int[] columnOfSlot = new int[FIRST_SLOTS];
  private int size;

  /** Slot + 1 of column {@code nearFrom + i}; 0 if it was not asked for since. */
  private int[] near = new int[0];

  private int nearFrom;
  private int nearColumns;

  /** Number of slots. */
  int size() {
    return size;
  }

  /**
   * From now on, the slots of columns {@code from} up to, not including, {@code to} are found at
   * once when they are asked for again; without effect if those are too many.
   */
  void remember(int from, int to) {
    nearColumns = to - from <= NEAR ? to - from : 0;
    nearFrom = from;
    if (nearColumns > near.length) {
      near = new int[NEAR];
    }
    Arrays.fill(near, 0, nearColumns, 0);
  }

  /** The slot of a column; a new one if it has none. */
  int slot(int column) {
    int i = column - nearFrom;
    if (i < 0 || i >= nearColumns) {
      return hashed(column);
    }
    if (near[i] == 0) {
      near[i] = hashed(column) + 1;
    }
    return near[i] - 1;
  }

  /** Columns and slots, ascending by column: {@link #columnOf} and {@link #slotOf} of each. */
  long[] ascending() {
    long[] pairs = new long[size];
    for (int slot = 0; slot < size; slot++) {
      pairs[slot] = (long) columnOfSlot[slot] << 32 | slot;
    }
    Arrays.sort(pairs);
    return pairs;
  }

  static int columnOf(long pair) {
    return (int) (pair >>> 32);
  }

  static int slotOf(long pair) {
    return (int) pair;
  }

  private int hashed(int column) {
    int place = place(column);
    if (places[place] == 0) {
      if (2 * (size + 1) > places.length) {
        grow();
        place = place(column);
      }
      if (size == columnOfSlot.length) {
        columnOfSlot = Arrays.copyOf(columnOfSlot, 2 * size);
      }
      places[place] = column + 1L << 32 | size;
      columnOfSlot[size++] = column;
    }
    return (int) places[place];
  }

  private int place(int column) {
    int mask = places.length - 1;
    int mixed = (int) ((column >>> 4) * 0x9E37_79B9_7F4A_7C15L >>> 33);
    int place = (mixed << 4 | column & 15) & mask;
    while (places[place] != 0 && places[place] >>> 32 != column + 1L) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    places = new long[2 * places.length];
    for (int slot = 0; slot < size; slot++) {
      int place = place(columnOfSlot[slot]);
      places[place] = columnOfSlot[slot] + 1L << 32 | slot;
    }
  }
}
