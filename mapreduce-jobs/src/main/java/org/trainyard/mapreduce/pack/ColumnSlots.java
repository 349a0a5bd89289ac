package org.trainyard.mapreduce.pack;

import java.util.Arrays;

/**
 * Numbers columns, from 0, in the order in which they come, however far apart they are. Columns and
 * numbers stand side by side, ascending by column, so that ascending columns are found in one pass
 * over consecutive memory. Not thread-safe.
 */
final class ColumnSlots {
  private static final int FIRST = 1024;

  /** {@link #columnOf} and {@link #slotOf} of each column that has a number, ascending. */
  private long[] known = new long[0];

  /** A pass over ascending columns. What it numbers is known after its end, and not before. */
  final class Pass {
    private int at;
    private long[] fresh = new long[FIRST];
    private int count;

    private Pass() {}

    /** The slot of a column, which is greater than the one before; a new one if it has none. */
    int slot(int column) {
      at = atLeast(column, at);
      if (at < known.length && columnOf(known[at]) == column) {
        return slotOf(known[at]);
      }
      if (count == fresh.length) {
        fresh = Arrays.copyOf(fresh, 2 * count);
      }
      int slot = known.length + count;
      fresh[count++] = (long) column << 32 | slot;
      return slot;
    }

    /** Ends the pass. */
    void end() {
      if (count > 0) {
        known = merged(known, fresh, count);
      }
    }
  }

  /** Begins a pass; one at a time. */
  Pass pass() {
    return new Pass();
  }

  /** Number of slots. */
  int size() {
    return known.length;
  }

  /**
   * Columns and slots, ascending by column: {@link #columnOf} and {@link #slotOf} of each. Not to
   * be modified; never modified here, either.
   */
  long[] ascending() {
    return known;
  }

  static int columnOf(long pair) {
    return (int) (pair >>> 32);
  }

  static int slotOf(long pair) {
    return (int) pair;
  }

  /** Where the first column of at least {@code column} stands, from {@code from} on. */
  int atLeast(int column, int from) {
    long wanted = (long) column << 32;
    int low = from;
    int step = 1;
    // Nearly always a few places ahead.
    while (low + step <= known.length && known[low + step - 1] < wanted) {
      low += step;
      step = Math.min(2 * step, known.length - low);
      if (step == 0) {
        return low;
      }
    }
    int high = Math.min(low + step, known.length);
    while (low < high) {
      int middle = low + high >>> 1;
      if (known[middle] < wanted) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static long[] merged(long[] a, long[] b, int ofB) {
    long[] all = new long[a.length + ofB];
    int i = 0;
    int j = 0;
    for (int n = 0; n < all.length; n++) {
      boolean first = j == ofB || i < a.length && a[i] < b[j];
      all[n] = first ? a[i++] : b[j++];
    }
    return all;
  }
}
