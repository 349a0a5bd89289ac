package org.trainyard.mapreduce.metric;

import java.util.Arrays;
import org.trainyard.formats.partial.Counts;

/**
 * Counts of the scores of one table, of rows that weigh one, on their way into a partial. The keys
 * are kept in the order in which they come, and counted in a dense table that all tables of a
 * thread share: what many models count then goes through a core's cache one model at a time, and
 * the partial's sparse table sees each key once. Whole numbers, so the order does not show. Not
 * thread-safe.
 */
final class ScoreCounts {
  /** Keys that are kept at most: 64 KB. */
  private static final int MOST = 1 << 14;

  /** How often each key occurs; all zero between two calls. */
  private static final ThreadLocal<int[]> TABLE =
      ThreadLocal.withInitial(() -> new int[1 << MetricsAccumulator.TABLE_BITS]);

  private final long firstKey;
  private final long unit;
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

  /** Makes room for {@code rows} more keys, at most {@value #MOST}; full tables are emptied. */
  void reserve(int rows, Counts into) {
    if (size + rows > keys.length) {
      if (keys.length < MOST) {
        int length = Math.min(MOST, Math.max(size + rows, 2 * keys.length));
        keys = Arrays.copyOf(keys, length);
      }
      if (size + rows > keys.length) {
        deposit(into);
      }
    }
  }

  /** Counts a key of the table once; there is room, see {@link #reserve}. */
  void add(int key) {
    keys[size++] = key;
  }

  /** Moves everything into the partial. */
  void deposit(Counts into) {
    int[] table = TABLE.get();
    for (int k = 0; k < size; k++) {
      table[keys[k]]++;
    }
    for (int k = 0; k < size; k++) {
      int key = keys[k];
      int count = table[key];
      if (count != 0) {
        table[key] = 0;
        into.add(firstKey | key, count * unit);
      }
    }
    size = 0;
  }
}
