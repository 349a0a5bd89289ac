package org.trainyard.mapreduce.loss;

/** The logistic loss of many rows; every row has the same bits as alone. */
interface LogisticRows {
  /**
   * Losses and, where wanted, slopes.
   *
   * @param m margins of rows {@code from} up to {@code to}
   * @param y labels
   * @param values modified: losses
   * @param slopes modified: derivatives by the margin; null where they are not wanted
   */
  void rows(double[] m, double[] y, int from, int to, double[] values, double[] slopes);
}
