package org.trainyard.mapreduce.linear;

import org.trainyard.formats.partial.BinnedSums;

/**
 * Sums of residuals, one for each gradient column: each over the rows in order. Four columns at a
 * time, since the additions of one wait for each other.
 */
final class ResidualSums {
  private ResidualSums() {}

  /**
   * Adds the first {@code rows} rows.
   *
   * @param residuals row r of column c at {@code residuals[c][r]}
   * @param sums modified: one for each column
   */
  static void add(double[][] residuals, int rows, double[] sums) {
    int c = 0;
    for (; c + 4 <= sums.length; c += 4) {
      addFour(residuals, c, rows, sums);
    }
    for (; c < sums.length; c++) {
      double[] r0 = residuals[c];
      double s0 = sums[c];
      for (int r = 0; r < rows; r++) {
        s0 += r0[r];
      }
      sums[c] = s0;
    }
  }

  private static void addFour(double[][] residuals, int c, int rows, double[] sums) {
    double[] r0 = residuals[c];
    double[] r1 = residuals[c + 1];
    double[] r2 = residuals[c + 2];
    double[] r3 = residuals[c + 3];
    double s0 = sums[c];
    double s1 = sums[c + 1];
    double s2 = sums[c + 2];
    double s3 = sums[c + 3];
    for (int r = 0; r < rows; r++) {
      s0 += r0[r];
      s1 += r1[r];
      s2 += r2[r];
      s3 += r3[r];
    }
    sums[c] = s0;
    sums[c + 1] = s1;
    sums[c + 2] = s2;
    sums[c + 3] = s3;
  }

  /** Adds the sums to those of the intercepts, where there are any, and clears them. */
  static void deposit(double[] sums, LinearKernel.Columns columns, BinnedSums into) {
    for (int c = 0; c < sums.length; c++) {
      if (columns.intercept()) {
        into.add(columns.depositAt()[c] + columns.features(), sums[c]);
      }
      sums[c] = 0.0;
    }
  }
}
