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
  /** Keys that are kept at most: 128 KB, the rows of most blocks. */
  private static final int MOST = 1 << 15;

  /** Rows whose keys are computed together. */
  private static final int STRETCH = 512;

  /** How often each key occurs; all zero between two calls. */
  private static final ThreadLocal<int[]> TABLE =
      ThreadLocal.withInitial(() -> new int[1 << MetricsAccumulator.TABLE_BITS]);

  private final long firstKey;
  private final long unit;

  /** Pages of the table in which there is something. */
  private final boolean[] touched = new boolean[(1 << MetricsAccumulator.TABLE_BITS) / Counts.PAGE];

  private final ScoreKeys keyed = new FasterScoreKeys();
  private final int[] stretch = new int[STRETCH];
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

  /**
   * Counts rows that weigh 1 or 0.
   *
   * @param ones how many of them weigh 1
   * @return how many of those have a margin that predicts the other class
   */
  int add(double[] margins, double[] labels, double[] weights, int ones, int rows, Counts into) {
    int wrong = 0;
    for (int from = 0; from < rows; from += STRETCH) {
      int to = Math.min(rows, from + STRETCH);
      reserve(to - from, into);
      int first = size;
      if (ones == rows) {
        keyed.of(margins, labels, from, to, keys, first);
        size += to - from;
      } else {
        keyed.of(margins, labels, from, to, stretch, 0);
        keep(weights, from, to);
      }
      wrong += wrong(first, size);
    }
    return wrong;
  }

  /** Keeps what weighs 1. No branch: held-out rows are anyone's guess. */
  private void keep(double[] weights, int from, int to) {
    int at = size;
    for (int r = from; r < to; r++) {
      keys[at] = stretch[r - from];
      at += (int) weights[r];
    }
    size = at;
  }

  private int wrong(int from, int to) {
    int wrong = 0;
    for (int k = from; k < to; k++) {
      wrong += keys[k] >>> ScoreKeys.WRONG;
    }
    return wrong;
  }

  /** Counts a key of the table once; there is room, see {@link #reserve}. */
  void add(int key) {
    keys[size++] = key;
  }

  /** Moves everything into the partial. */
  void deposit(Counts into) {
    int[] table = TABLE.get();
    for (int k = 0; k < size; k++) {
      int key = keys[k] & ScoreKeys.KEY;
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
