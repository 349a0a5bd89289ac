package org.trainyard.mapreduce.metric;

/**
 * Where the margins of rows of two classes are counted, and whether they predict the class: one
 * whole number for each row.
 */
interface ScoreKeys {
  /** The bits of the key in its score table: bin, then class. */
  int KEY = (1 << MetricsAccumulator.TABLE_BITS) - 1;

  /** The place of the bit that is set where the margin predicts the other class. */
  int WRONG = 31;

  /**
   * Computes the numbers of rows {@code from} up to {@code to}.
   *
   * @param labels 0 or 1
   * @param into modified: that of row r at {@code at + r - from}
   */
  void of(double[] margins, double[] labels, int from, int to, int[] into, int at);
}
