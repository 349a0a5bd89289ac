package org.trainyard.mapreduce.linear;

import java.util.Arrays;
import org.trainyard.formats.partial.BinnedSums;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.mapreduce.elementary.FasterWay;
import org.trainyard.mapreduce.elementary.VectorModule;

/**
 * The products over compressed sparse rows. The weights of the features that occur in the block are
 * gathered first, all columns of a feature side by side, and gradients are summed in the same short
 * form: memory follows the block's dictionary and not the model's width.
 *
 * <p>A margin is summed from its intercept over the row's non-zeros in order, a gradient over the
 * rows in order, one product at a time.
 */
final class SparseKernel implements LinearKernel {
  /** Columns that are summed in registers together: a cache line of them. */
  private static final int GROUP = 8;

  /** Features whose columns are gathered or deposited together. */
  private static final int STRIP = 512;

  /** Of tiles with so many columns that vectors come into question. */
  private static final FasterWay WAY = new FasterWay(32, 100 * 32);

  private final Columns columns;
  private final int many;
  private final int gradients;
  private final double[] residualSums;
  private double[] gathered = {};
  private double[] gradient = {};
  private SparseBlock block;

  /** Null where the module of vectors is missing. */
  private final SparseColumns vectors;

  private final double[] biases;

  /** How the present tile is done, when that began, and what its margins took, in ns. */
  private boolean withVectors;

  private long started;
  private long time;

  SparseKernel(Columns columns) {
    this(columns, VectorModule.make(SparseColumns.class, "VectorSparseColumns"));
  }

  SparseKernel(Columns columns, SparseColumns vectors) {
    this.columns = columns;
    this.vectors = vectors;
    this.many = columns.margins();
    this.gradients = columns.gradients();
    this.residualSums = new double[gradients];
    this.biases = new double[many];
    Arrays.setAll(biases, columns::bias);
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
    for (int from = 0; from < dictionary.length; from += STRIP) {
      int to = Math.min(dictionary.length, from + STRIP);
      for (int v = 0; v < many; v++) {
        double[] w = columns.weights()[v];
        int at = columns.weightsAt()[v];
        for (int e = from; e < to; e++) {
          gathered[e * many + v] = w[at + dictionary[e]];
        }
      }
    }
  }

  @Override
  public int tileRows() {
    return TILE;
  }

  @Override
  public void margins(int firstRow, int rows, double[][] margins) {
    withVectors =
        vectors != null && vectors.whole(gradients) > 0 && WAY.tries() != WAY.prefersVectors();
    started = System.nanoTime();
    int taken = 0;
    if (withVectors) {
      taken = vectors.whole(many);
      vectors.margins(block, firstRow, rows, gathered, many, biases, margins);
    }
    if (taken < many) {
      plainMargins(firstRow, rows, taken, margins);
    }
    time = System.nanoTime() - started;
  }

  private void plainMargins(int firstRow, int rows, int firstColumn, double[][] margins) {
    int[] rowStart = block.rowStart();
    for (int r = 0; r < rows; r++) {
      int from = rowStart[firstRow + r];
      int to = rowStart[firstRow + r + 1];
      int v = firstColumn;
      for (; v + GROUP <= many; v += GROUP) {
        eightMargins(from, to, v, r, margins);
      }
      for (; v + 2 <= many; v += 2) {
        twoMargins(from, to, v, r, margins);
      }
      if (v < many) {
        margins[v][r] = margin(from, to, v);
      }
    }
  }

  private double margin(int from, int to, int v) {
    int[] position = block.columns();
    float[] values = block.values();
    double[] w = gathered;
    double sum = columns.bias(v);
    for (int k = from; k < to; k++) {
      sum += values[k] * w[position[k] * many + v];
    }
    return sum;
  }

  private void twoMargins(int from, int to, int v, int r, double[][] margins) {
    int[] position = block.columns();
    float[] values = block.values();
    double[] w = gathered;
    double m0 = columns.bias(v);
    double m1 = columns.bias(v + 1);
    for (int k = from; k < to; k++) {
      double x = values[k];
      int at = position[k] * many + v;
      m0 += x * w[at];
      m1 += x * w[at + 1];
    }
    margins[v][r] = m0;
    margins[v + 1][r] = m1;
  }

  private void eightMargins(int from, int to, int v, int r, double[][] margins) {
    int[] position = block.columns();
    float[] values = block.values();
    double[] w = gathered;
    double m0 = columns.bias(v);
    double m1 = columns.bias(v + 1);
    double m2 = columns.bias(v + 2);
    double m3 = columns.bias(v + 3);
    double m4 = columns.bias(v + 4);
    double m5 = columns.bias(v + 5);
    double m6 = columns.bias(v + 6);
    double m7 = columns.bias(v + 7);
    for (int k = from; k < to; k++) {
      double x = values[k];
      int at = position[k] * many + v;
      m0 += x * w[at];
      m1 += x * w[at + 1];
      m2 += x * w[at + 2];
      m3 += x * w[at + 3];
      m4 += x * w[at + 4];
      m5 += x * w[at + 5];
      m6 += x * w[at + 6];
      m7 += x * w[at + 7];
    }
    margins[v][r] = m0;
    margins[v + 1][r] = m1;
    margins[v + 2][r] = m2;
    margins[v + 3][r] = m3;
    margins[v + 4][r] = m4;
    margins[v + 5][r] = m5;
    margins[v + 6][r] = m6;
    margins[v + 7][r] = m7;
  }

  @Override
  public void addGradient(int firstRow, int rows, double[][] residuals) {
    started = System.nanoTime();
    int taken = 0;
    if (withVectors) {
      taken = vectors.whole(gradients);
      vectors.addGradient(block, firstRow, rows, residuals, gradient, gradients);
    }
    if (taken < gradients) {
      addPlainly(firstRow, rows, taken, residuals);
    }
    ResidualSums.add(residuals, rows, residualSums);
    time += System.nanoTime() - started;
    int from = block.rowStart()[firstRow];
    WAY.took(withVectors, 1000 * time / Math.max(1, block.rowStart()[firstRow + rows] - from));
  }

  private void addPlainly(int firstRow, int rows, int firstColumn, double[][] residuals) {
    int[] rowStart = block.rowStart();
    for (int r = 0; r < rows; r++) {
      int from = rowStart[firstRow + r];
      int to = rowStart[firstRow + r + 1];
      int c = firstColumn;
      for (; c + GROUP <= gradients; c += GROUP) {
        addEight(from, to, c, r, residuals);
      }
      for (; c < gradients; c++) {
        addOne(from, to, c, residuals[c][r]);
      }
    }
  }

  private void addOne(int from, int to, int c, double residual) {
    int[] position = block.columns();
    float[] values = block.values();
    double[] g = gradient;
    for (int k = from; k < to; k++) {
      g[position[k] * gradients + c] += values[k] * residual;
    }
  }

  private void addEight(int from, int to, int c, int r, double[][] residuals) {
    int[] position = block.columns();
    float[] values = block.values();
    double[] g = gradient;
    double r0 = residuals[c][r];
    double r1 = residuals[c + 1][r];
    double r2 = residuals[c + 2][r];
    double r3 = residuals[c + 3][r];
    double r4 = residuals[c + 4][r];
    double r5 = residuals[c + 5][r];
    double r6 = residuals[c + 6][r];
    double r7 = residuals[c + 7][r];
    for (int k = from; k < to; k++) {
      double x = values[k];
      int at = position[k] * gradients + c;
      g[at] += x * r0;
      g[at + 1] += x * r1;
      g[at + 2] += x * r2;
      g[at + 3] += x * r3;
      g[at + 4] += x * r4;
      g[at + 5] += x * r5;
      g[at + 6] += x * r6;
      g[at + 7] += x * r7;
    }
  }

  @Override
  public void deposit(BinnedSums into) {
    int[] dictionary = block.dictionary();
    for (int c = 0; c < gradients; c++) {
      into.reserve(columns.depositAt()[c], dictionary);
    }
    for (int from = 0; from < dictionary.length; from += STRIP) {
      int to = Math.min(dictionary.length, from + STRIP);
      for (int c = 0; c < gradients; c++) {
        into.addScattered(columns.depositAt()[c], dictionary, from, to, gradient, c, gradients);
      }
    }
    ResidualSums.deposit(residualSums, columns, into);
    Arrays.fill(gradient, 0, dictionary.length * gradients, 0.0);
  }
}
