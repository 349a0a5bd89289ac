package org.trainyard.formats.raw;

import java.util.Arrays;

/**
 * The columns that occur in a block, ascending, and the positions of its entries among them. Counts
 * bits where columns lie close enough together, and sorts where they do not; memory is bounded by
 * the number of entries either way. Not thread-safe.
 */
public final class ColumnDictionary {
  /** A bit map may take so many words for each entry, and so many at any rate. */
  private static final int WORDS_AN_ENTRY = 4;

  private static final int LEAST_WORDS = 1 << 12;

  /** Bit c % 64 of word c / 64 says whether column c occurs. */
  private long[] occurs = new long[LEAST_WORDS];

  /** Columns before those of a word. */
  private int[] before = new int[LEAST_WORDS];

  /**
   * The distinct columns, ascending.
   *
   * @param columns replaced by their positions among the distinct ones
   * @param count how many columns there are
   */
  public int[] number(int[] columns, int count) {
    int largest = 0;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, columns[i]);
    }
    int words = (largest >>> 6) + 1;
    return words <= LEAST_WORDS || words / WORDS_AN_ENTRY <= count
        ? numberByBits(columns, count, words)
        : numberBySorting(columns, count);
  }

  private int[] numberByBits(int[] columns, int count, int words) {
    if (words > occurs.length) {
      occurs = new long[words];
      before = new int[words];
    } else {
      Arrays.fill(occurs, 0, words, 0L);
    }
    for (int i = 0; i < count; i++) {
      occurs[columns[i] >>> 6] |= 1L << columns[i];
    }
    int distinct = 0;
    for (int word = 0; word < words; word++) {
      before[word] = distinct;
      distinct += Long.bitCount(occurs[word]);
    }
    int[] dictionary = new int[distinct];
    int next = 0;
    for (int word = 0; word < words; word++) {
      for (long bits = occurs[word]; bits != 0; bits &= bits - 1) {
        dictionary[next++] = word << 6 | Long.numberOfTrailingZeros(bits);
      }
    }
    for (int i = 0; i < count; i++) {
      int word = columns[i] >>> 6;
      long smaller = occurs[word] & (1L << columns[i]) - 1;
      columns[i] = before[word] + Long.bitCount(smaller);
    }
    return dictionary;
  }

  private static int[] numberBySorting(int[] columns, int count) {
    long[] pairs = new long[count];
    for (int i = 0; i < count; i++) {
      pairs[i] = (long) columns[i] << 32 | i;
    }
    Arrays.sort(pairs);
    int[] dictionary = new int[count];
    int distinct = 0;
    for (long pair : pairs) {
      int column = (int) (pair >>> 32);
      if (distinct == 0 || dictionary[distinct - 1] != column) {
        dictionary[distinct++] = column;
      }
      columns[(int) pair] = distinct - 1;
    }
    return Arrays.copyOf(dictionary, distinct);
  }
}
