package org.trainyard.mapreduce.metric;

import java.util.Arrays;
import org.trainyard.formats.partial.Counts;

/**
 * Counts of the scores of one table, of rows that weigh one, on their way into a partial. The keys
 * are kept in the order in which they come, and counted in a dense table that all tables of a
 * thread share: what many models count then goes through a core's cache one model at a time, and
 * the partial gets whole pages. Whole numbers, so the order does not show. Not thread-safe.
 */
final class ScoreCounts {
  /** Keys that are kept at most: 64 KB. */
  private static final int MOST = 1 << 14;

  /** How often each key occurs; all zero between two calls. */
  private static final ThreadLocal<int[]> TABLE =
      ThreadLocal.withInitial(() -> new int[1 << MetricsAccumulator.TABLE_BITS]);

  private final long firstKey;
  private final long unit;

  /** Pages of the table in which there is something. */
  private final boolean[] touched = new boolean[(1 << MetricsAccumulator.TABLE_BITS) / Counts.PAGE];

  private int[] keys = {};
  private int size;

  /**
   * An empty table.
   *
   * @param firstKey of the table in the partial
   * @param unit what a row counts
   */
  ScoreCounts(long firstKey, long unit) {
    this.firstKey = firstKey;
    this.unit = unit;
  }

  /**
   * Makes room for {@code rows} more keys, at most {@value #MOST}; full tables are emptied.
   *
   * @return the keys; more may be written from {@link #size} on, and told with {@link #resize}
   */
  int[] reserve(int rows, Counts into) {
    if (size + rows > keys.length) {
      if (keys.length < MOST) {
        int length = Math.min(MOST, Math.max(size + rows, 2 * keys.length));
        keys = Arrays.copyOf(keys, length);
      }
      if (size + rows > keys.length) {
        deposit(into);
      }
    }
    return keys;
  }

  /** How many keys are kept. */
  int size() {
    return size;
  }

  /** Tells how many keys are kept. */
  void resize(int keysKept) {
    size = keysKept;
  }

  /** Counts a key of the table once; there is room, see {@link #reserve}. */
  void add(int key) {
    keys[size++] = key;
  }

  /** Moves everything into the partial. */
  void deposit(Counts into) {
    int[] table = TABLE.get();
    for (int k = 0; k < size; k++) {
      int key = keys[k];
      table[key]++;
      touched[key / Counts.PAGE] = true;
    }
    size = 0;
    for (int p = 0; p < touched.length; p++) {
      if (touched[p]) {
        touched[p] = false;
        int from = p * Counts.PAGE;
        into.addPage(firstKey | from, table, from, unit);
        Arrays.fill(table, from, from + Counts.PAGE, 0);
      }
    }
  }
}
