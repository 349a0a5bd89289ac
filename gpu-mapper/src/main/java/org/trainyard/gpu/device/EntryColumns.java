package org.trainyard.gpu.device;

import org.trainyard.formats.sample.SparseBlock;

/**
 * A sparse block's non-zeros by entry of its dictionary, rows ascending in each: what a feature's
 * sums are made from.
 *
 * @param start entries + 1 beginnings
 * @param rows of each non-zero
 * @param values of each non-zero
 */
public record EntryColumns(int[] start, int[] rows, float[] values) {
  /**
   * Turns rows to columns by counting.
   *
   * @throws IllegalArgumentException if the block's indices do not lie in it: a kernel would
   *     believe them
   */
  public static EntryColumns of(SparseBlock block) {
    check(block);
    int[] columns = block.columns();
    int entries = block.dictionary().length;
    int[] start = new int[entries + 1];
    for (int column : columns) {
      start[column + 1]++;
    }
    for (int e = 0; e < entries; e++) {
      start[e + 1] += start[e];
    }
    int[] next = start.clone();
    int[] rows = new int[columns.length];
    float[] values = new float[columns.length];
    for (int r = 0; r < block.rows(); r++) {
      for (int k = block.rowStart()[r]; k < block.rowStart()[r + 1]; k++) {
        int to = next[columns[k]]++;
        rows[to] = r;
        values[to] = block.values()[k];
      }
    }
    return new EntryColumns(start, rows, values);
  }

  private static void check(SparseBlock block) {
    int[] start = block.rowStart();
    boolean sound = start[0] == 0 && start[block.rows()] == block.values().length;
    for (int r = 0; r < block.rows(); r++) {
      sound &= start[r] <= start[r + 1];
    }
    for (int feature : block.dictionary()) {
      sound &= feature >= 0 && feature < block.features();
    }
    for (int column : block.columns()) {
      sound &= column >= 0 && column < block.dictionary().length;
    }
    if (!sound) {
      throw new IllegalArgumentException(
          "Block " + block.index() + " has rows or features that lie outside of it");
    }
  }
}
