package org.trainyard.mapreduce.linear;

import java.util.Arrays;
import org.trainyard.formats.partial.BinnedSums;
import org.trainyard.formats.sample.DenseBlock;

/**
 * The products over a dense tile.
 *
 * <p>A margin is summed in four lanes from 0: lane l takes the features j with j mod 4 = l in
 * ascending order, and the margin is intercept + ((lane 0 + lane 1) + (lane 2 + lane 3)). A
 * gradient is summed over the rows in ascending order. That is the specification of the bits; how
 * many columns, rows or features are taken together is not, and all implementations agree.
 */
interface DenseKernel extends LinearKernel {
  /** Turns to another block. */
  void begin(DenseBlock block);

  /** The one that suits this virtual machine. */
  static DenseKernel of(Columns columns) {
    return new PlainDenseKernel(columns);
  }

  /** Adds each gradient and its sum of residuals to the sums, and clears them. */
  static void deposit(
      Columns columns, double[][] gradient, double[] residualSums, BinnedSums into) {
    for (int c = 0; c < gradient.length; c++) {
      int at = columns.depositAt()[c];
      into.addAll(at, gradient[c], 0, columns.features());
      Arrays.fill(gradient[c], 0.0);
      if (columns.intercept()) {
        into.add(at + columns.features(), residualSums[c]);
      }
      residualSums[c] = 0.0;
    }
  }
}
