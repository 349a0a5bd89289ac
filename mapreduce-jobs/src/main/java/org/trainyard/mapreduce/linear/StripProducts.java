package org.trainyard.mapreduce.linear;

/**
 * The inner loop of {@link SparseStripKernel}, for whole groups of columns side by side. Not
 * thread-safe.
 */
interface StripProducts {
  /** Columns of a group: a cache line of them. */
  int GROUP = 8;

  /**
   * Adds products one after the other: {@code target[into[k] * width + v] += x[k] * source[from[k]
   * * width + v]} for k from {@code begin} up to {@code end}, for each column v below {@code
   * width}.
   *
   * @param target modified
   * @param width a multiple of {@link #GROUP}
   */
  void add(
      int begin,
      int end,
      int[] into,
      int[] from,
      float[] x,
      double[] target,
      double[] source,
      int width);
}
