package org.trainyard.formats.partial;

import java.util.Arrays;

/**
 * The sums of some consecutive coordinates. The four numbers of a coordinate lie side by side:
 * three digits, lowest bin first, and the mark of the highest digit's bin.
 *
 * <p>A page begins sparse, with an index of two bytes for each coordinate and places for those that
 * were touched; once half of them are, it gives every coordinate its place and drops the index. Not
 * thread-safe.
 */
final class SumPage {
  /** Most coordinates of a page. */
  static final int SIZE = 4096;

  /** Numbers of a coordinate. */
  static final int SLOT = 4;

  /** Where in its slot the mark lies. */
  static final int MARK = 3;

  /** Pages of so few coordinates are never sparse: their index would be no gain. */
  private static final int SMALL = 64;

  private static final int FIRST_SLOTS = 16;

  private final int coordinates;

  /** For each coordinate the number of its slot, from 1; 0 without one. Null once all have one. */
  private short[] slotOf;

  private int used;
  private long[] numbers;

  /**
   * Of untouched coordinates.
   *
   * @param dense whether to give each its place at once
   */
  SumPage(int coordinates, boolean dense) {
    this.coordinates = coordinates;
    if (dense || coordinates <= SMALL) {
      numbers = new long[SLOT * coordinates];
    } else {
      slotOf = new short[coordinates];
      numbers = new long[SLOT * FIRST_SLOTS];
    }
  }

  /**
   * Where the numbers of a coordinate begin in {@link #numbers}; it gets a place if it has none.
   */
  int open(int coordinate) {
    if (slotOf == null) {
      return SLOT * coordinate;
    }
    int slot = slotOf[coordinate];
    return slot != 0 ? SLOT * (slot - 1) : openNew(coordinate);
  }

  /**
   * Gives places to all coordinates {@code offset[e] + shift}, e from {@code from} up to {@code
   * to}, that have none: what {@link #open} does one by one, with room made once.
   */
  void openAll(int[] offset, int from, int to, int shift) {
    if (slotOf == null) {
      return;
    }
    int fresh = 0;
    for (int e = from; e < to; e++) {
      fresh += slotOf[offset[e] + shift] == 0 ? 1 : 0;
    }
    int needed = used + fresh;
    if (2 * needed > coordinates) {
      spread();
      return;
    }
    makeRoom(needed);
    for (int e = from; e < to && fresh > 0; e++) {
      if (slotOf[offset[e] + shift] == 0) {
        used++;
        fresh--;
        slotOf[offset[e] + shift] = (short) used;
      }
    }
  }

  /** Gives places to {@code count} coordinates from {@code first} on that have none. */
  void openRun(int first, int count) {
    if (slotOf == null) {
      return;
    }
    int fresh = 0;
    for (int c = first; c < first + count; c++) {
      fresh += slotOf[c] == 0 ? 1 : 0;
    }
    if (2 * (used + fresh) > coordinates) {
      spread();
      return;
    }
    makeRoom(used + fresh);
    for (int c = first; c < first + count && fresh > 0; c++) {
      if (slotOf[c] == 0) {
        used++;
        fresh--;
        slotOf[c] = (short) used;
      }
    }
  }

  /** For so many places, and half as many again where there are too few. */
  private void makeRoom(int needed) {
    if (SLOT * needed > numbers.length) {
      int more = Math.min(used + used / 2, (coordinates + 1) / 2);
      numbers = Arrays.copyOf(numbers, SLOT * Math.max(more, needed));
    }
  }

  /** Whether each coordinate has the place of its number. */
  boolean isWhole() {
    return slotOf == null;
  }

  private int openNew(int coordinate) {
    if (SLOT * used == numbers.length) {
      if (2 * used >= coordinates) {
        spread();
        return SLOT * coordinate;
      }
      int more = Math.min(used + used / 2, (coordinates + 1) / 2);
      numbers = Arrays.copyOf(numbers, SLOT * Math.max(more, used + 1));
    }
    used++;
    slotOf[coordinate] = (short) used;
    return SLOT * (used - 1);
  }

  private void spread() {
    long[] all = new long[SLOT * coordinates];
    for (int c = 0; c < coordinates; c++) {
      if (slotOf[c] != 0) {
        System.arraycopy(numbers, SLOT * (slotOf[c] - 1), all, SLOT * c, SLOT);
      }
    }
    numbers = all;
    slotOf = null;
  }

  /** Where the numbers of a coordinate begin; -1 if it has no place. */
  int find(int coordinate) {
    return slotOf == null ? SLOT * coordinate : SLOT * (slotOf[coordinate] - 1);
  }

  /** Slots of all coordinates that have one; valid until the next {@link #open}. */
  long[] numbers() {
    return numbers;
  }
}
