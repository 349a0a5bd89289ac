package org.trainyard.mapreduce.linear;

import org.trainyard.formats.partial.BinnedSums;

/**
 * The two products that everything linear is made of, over tiles of rows of one block: margins X·W
 * + b, and gradients Xᵀ·R. Not thread-safe.
 *
 * <p>Each margin is summed from its intercept over the features in ascending order, and each
 * gradient over the rows in ascending order, one product at a time: the bits of a column do not
 * depend on how many columns there are.
 */
interface LinearKernel {
  /** Most rows of a tile. */
  int TILE = 512;

  /**
   * Rows of a tile of the present block that stay in a core's own cache between both products: a
   * multiple of eight.
   */
  int tileRows();

  /**
   * Margins of all columns.
   *
   * @param firstRow of the tile in the block
   * @param rows of the tile, at most {@link #tileRows()}
   * @param margins modified: row r of column v at {@code margins[v][r]}
   */
  void margins(int firstRow, int rows, double[][] margins);

  /**
   * Adds the tile's contribution to the block's gradients.
   *
   * @param residuals row r of gradient column c at {@code residuals[c][r]}
   */
  void addGradient(int firstRow, int rows, double[][] residuals);

  /** Adds the block's gradients to the sums, once for each coordinate, and clears them. */
  void deposit(BinnedSums into);

  /**
   * What a kernel computes with; arrays are shared, not modified.
   *
   * @param features number of features
   * @param weights for each margin column its raw coefficients, then its intercept where there is
   *     one
   * @param weightsAt where the coefficients of a column begin in its array
   * @param gradients number of gradient columns
   * @param depositAt for each gradient column the coordinate of its first feature; its intercept
   *     follows its last feature
   * @param intercept whether there is an intercept
   */
  record Columns(
      int features,
      double[][] weights,
      int[] weightsAt,
      int gradients,
      int[] depositAt,
      boolean intercept) {
    /** Number of margin columns. */
    int margins() {
      return weights.length;
    }

    /** Intercept of margin column v. */
    double bias(int v) {
      return intercept ? weights[v][weightsAt[v] + features] : 0.0;
    }
  }
}
