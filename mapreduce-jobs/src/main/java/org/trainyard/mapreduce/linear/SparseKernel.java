package org.trainyard.mapreduce.linear;

import java.util.Arrays;
import org.trainyard.formats.partial.BinnedSums;
import org.trainyard.formats.sample.SparseBlock;

/**
 * The products over compressed sparse rows. The weights of the features that occur in the block are
 * gathered first, all columns of a feature side by side, and gradients are summed in the same short
 * form: memory follows the block's dictionary and not the model's width.
 */
final class SparseKernel implements LinearKernel {
  private final Columns columns;
  private final int many;
  private final int gradients;
  private final double[] row;
  private final double[] residualSums;
  private double[] gathered = {};
  private double[] gradient = {};
  private SparseBlock block;

  SparseKernel(Columns columns) {
    this.columns = columns;
    this.many = columns.margins();
    this.gradients = columns.gradients();
    this.row = new double[Math.max(many, gradients)];
    this.residualSums = new double[gradients];
  }

  /** Turns to another block; the one before has been deposited. */
  void begin(SparseBlock next) {
    block = next;
    int[] dictionary = next.dictionary();
    if (gathered.length < dictionary.length * many) {
      gathered = new double[Math.multiplyExact(dictionary.length, many)];
    }
    if (gradient.length < dictionary.length * gradients) {
      gradient = new double[Math.multiplyExact(dictionary.length, gradients)];
    }
    for (int v = 0; v < many; v++) {
      double[] w = columns.weights()[v];
      int at = columns.weightsAt()[v];
      for (int e = 0; e < dictionary.length; e++) {
        gathered[e * many + v] = w[at + dictionary[e]];
      }
    }
  }

  @Override
  public int tileRows() {
    return TILE;
  }

  @Override
  public void margins(int firstRow, int rows, double[][] margins) {
    int[] rowStart = block.rowStart();
    int[] position = block.columns();
    float[] values = block.values();
    for (int r = 0; r < rows; r++) {
      int end = rowStart[firstRow + r + 1];
      int k = rowStart[firstRow + r];
      if (many == 1) {
        double sum = columns.bias(0);
        for (; k < end; k++) {
          sum += values[k] * gathered[position[k]];
        }
        margins[0][r] = sum;
        continue;
      }
      for (int v = 0; v < many; v++) {
        row[v] = columns.bias(v);
      }
      for (; k < end; k++) {
        double x = values[k];
        int at = position[k] * many;
        for (int v = 0; v < many; v++) {
          row[v] += x * gathered[at + v];
        }
      }
      for (int v = 0; v < many; v++) {
        margins[v][r] = row[v];
      }
    }
  }

  @Override
  public void addGradient(int firstRow, int rows, double[][] residuals) {
    int[] rowStart = block.rowStart();
    int[] position = block.columns();
    float[] values = block.values();
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < gradients; c++) {
        row[c] = residuals[c][r];
        residualSums[c] += row[c];
      }
      int end = rowStart[firstRow + r + 1];
      for (int k = rowStart[firstRow + r]; k < end; k++) {
        double x = values[k];
        int at = position[k] * gradients;
        for (int c = 0; c < gradients; c++) {
          gradient[at + c] += x * row[c];
        }
      }
    }
  }

  @Override
  public void deposit(BinnedSums into) {
    int[] dictionary = block.dictionary();
    for (int c = 0; c < gradients; c++) {
      int at = columns.depositAt()[c];
      for (int e = 0; e < dictionary.length; e++) {
        into.add(at + dictionary[e], gradient[e * gradients + c]);
      }
      if (columns.intercept()) {
        into.add(at + columns.features(), residualSums[c]);
      }
      residualSums[c] = 0.0;
    }
    Arrays.fill(gradient, 0, dictionary.length * gradients, 0.0);
  }
}
