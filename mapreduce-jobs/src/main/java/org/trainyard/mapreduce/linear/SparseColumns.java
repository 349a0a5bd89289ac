package org.trainyard.mapreduce.linear;

import org.trainyard.formats.sample.SparseBlock;

/**
 * The inner loops of {@link SparseKernel} for as many columns as fill whole groups; each column's
 * sums are those of one product at a time. Not thread-safe.
 */
interface SparseColumns {
  /** How many of so many columns are taken: from the first on. */
  int whole(int columns);

  /**
   * Margins of the columns that are taken.
   *
   * @param weights column v of entry e of the block's dictionary at {@code e * many + v}
   * @param biases one for each of {@code many} columns
   * @param margins modified: row r of column v at {@code margins[v][r]}
   */
  void margins(
      SparseBlock block,
      int firstRow,
      int rows,
      double[] weights,
      int many,
      double[] biases,
      double[][] margins);

  /**
   * Adds the rows' products to the gradients of the columns that are taken.
   *
   * @param residuals row r of column c at {@code residuals[c][r]}
   * @param gradient modified: column c of entry e at {@code e * many + c}
   */
  void addGradient(
      SparseBlock block, int firstRow, int rows, double[][] residuals, double[] gradient, int many);
}
