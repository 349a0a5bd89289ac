package org.trainyard.mapreduce.linear;

import java.util.Arrays;
import org.trainyard.formats.partial.BinnedSums;
import org.trainyard.formats.sample.DenseBlock;

/**
 * The products over a dense tile in plain loops. With few columns the tile is read directly. With
 * more, it is turned to doubles first, so that the inner loops run over rows (margins) or features
 * (gradients) and the compiler may put them on vector lanes.
 */
final class PlainDenseKernel implements DenseKernel {
  /** Fewest margin columns that repay turning a tile. */
  private static final int MANY = 2;

  /** Values of a tile: 128 KB. */
  private static final int TILE_VALUES = 1 << 15;

  private final Columns columns;
  private final int features;
  private final int tileRows;

  /**
   * The tile in doubles: row r of feature j at {@code [j][r]}. An array for each, since the
   * compiler puts a loop on vector lanes only where one index serves all its arrays.
   */
  private final double[][] byFeature;

  /** Feature j of row r at {@code [r][j]}. */
  private final double[][] byRow;

  private final double[][] lanes;
  private final double[][] otherLanes;
  private final double[][] gradient;
  private final double[] residualSums;
  private float[] x;

  PlainDenseKernel(Columns columns) {
    this.columns = columns;
    this.features = columns.features();
    this.tileRows = Math.max(8, Math.min(TILE, TILE_VALUES / Math.max(1, features)) & ~7);
    boolean many = columns.margins() >= MANY || columns.gradients() > 1;
    this.byFeature = many ? new double[features][tileRows] : new double[0][];
    this.byRow = many ? new double[tileRows][features] : new double[0][];
    this.lanes = new double[4][tileRows];
    this.otherLanes = new double[4][tileRows];
    this.gradient = new double[columns.gradients()][features];
    this.residualSums = new double[columns.gradients()];
  }

  @Override
  public void begin(DenseBlock block) {
    x = block.values();
  }

  @Override
  public int tileRows() {
    return tileRows;
  }

  @Override
  public void margins(int firstRow, int rows, double[][] margins) {
    int many = columns.margins();
    if (many < MANY) {
      for (int v = 0; v < many; v++) {
        margins(firstRow, rows, v, margins[v]);
      }
      return;
    }
    turn(firstRow, rows);
    int v = 0;
    for (; v + 2 <= many; v += 2) {
      pairOfMargins(rows, v, margins[v], margins[v + 1]);
    }
    if (v < many) {
      turnedMargins(rows, v, margins[v]);
    }
  }

  private void margins(int firstRow, int rows, int v, double[] margins) {
    double[] w = columns.weights()[v];
    int at = columns.weightsAt()[v];
    double bias = columns.bias(v);
    int r = 0;
    for (; r + 2 <= rows; r += 2) {
      twoMargins((firstRow + r) * features, w, at, bias, margins, r);
    }
    if (r < rows) {
      margins[r] = margin((firstRow + r) * features, w, at, bias);
    }
  }

  private void twoMargins(int first, double[] w, int at, double bias, double[] margins, int r) {
    int next = first + features;
    int whole = features & ~3;
    double a0 = 0;
    double a1 = 0;
    double a2 = 0;
    double a3 = 0;
    double b0 = 0;
    double b1 = 0;
    double b2 = 0;
    double b3 = 0;
    for (int j = 0; j < whole; j += 4) {
      double w0 = w[at + j];
      double w1 = w[at + j + 1];
      double w2 = w[at + j + 2];
      double w3 = w[at + j + 3];
      a0 += x[first + j] * w0;
      a1 += x[first + j + 1] * w1;
      a2 += x[first + j + 2] * w2;
      a3 += x[first + j + 3] * w3;
      b0 += x[next + j] * w0;
      b1 += x[next + j + 1] * w1;
      b2 += x[next + j + 2] * w2;
      b3 += x[next + j + 3] * w3;
    }
    int left = features - whole;
    if (left > 0) {
      a0 += x[first + whole] * w[at + whole];
      b0 += x[next + whole] * w[at + whole];
    }
    if (left > 1) {
      a1 += x[first + whole + 1] * w[at + whole + 1];
      b1 += x[next + whole + 1] * w[at + whole + 1];
    }
    if (left > 2) {
      a2 += x[first + whole + 2] * w[at + whole + 2];
      b2 += x[next + whole + 2] * w[at + whole + 2];
    }
    margins[r] = bias + ((a0 + a1) + (a2 + a3));
    margins[r + 1] = bias + ((b0 + b1) + (b2 + b3));
  }

  private double margin(int first, double[] w, int at, double bias) {
    double[] lane = new double[4];
    for (int j = 0; j < features; j++) {
      lane[j & 3] += x[first + j] * w[at + j];
    }
    return bias + ((lane[0] + lane[1]) + (lane[2] + lane[3]));
  }

  /** byFeature[j][r] becomes feature j of row firstRow + r. */
  private void turn(int firstRow, int rows) {
    for (int r = 0; r < rows; r++) {
      int i = (firstRow + r) * features;
      for (int j = 0; j < features; j++) {
        byFeature[j][r] = x[i + j];
      }
    }
  }

  private void turnedMargins(int rows, int v, double[] margins) {
    double[] w = columns.weights()[v];
    int at = columns.weightsAt()[v];
    for (int l = 0; l < 4; l++) {
      Arrays.fill(lanes[l], 0, rows, 0.0);
      int j = l;
      for (; j + 12 < features; j += 16) {
        addFour(rows, j, w, at, lanes[l]);
      }
      for (; j < features; j += 4) {
        addOne(rows, j, w[at + j], lanes[l]);
      }
    }
    finish(rows, columns.bias(v), lanes, margins);
  }

  private static void finish(int rows, double bias, double[][] lanes, double[] margins) {
    double[] l0 = lanes[0];
    double[] l1 = lanes[1];
    double[] l2 = lanes[2];
    double[] l3 = lanes[3];
    for (int r = 0; r < rows; r++) {
      margins[r] = bias + ((l0[r] + l1[r]) + (l2[r] + l3[r]));
    }
  }

  /** Two columns take up three features at a time, which needs the fewest loads for a product. */
  private void pairOfMargins(int rows, int v, double[] margins, double[] next) {
    double[] w = columns.weights()[v];
    double[] u = columns.weights()[v + 1];
    int at = columns.weightsAt()[v];
    int uAt = columns.weightsAt()[v + 1];
    for (int l = 0; l < 4; l++) {
      double[] lane = lanes[l];
      double[] other = otherLanes[l];
      Arrays.fill(lane, 0, rows, 0.0);
      Arrays.fill(other, 0, rows, 0.0);
      int j = l;
      for (; j + 8 < features; j += 12) {
        addThreeToTwo(rows, j, w, at, u, uAt, lane, other);
      }
      for (; j < features; j += 4) {
        addOne(rows, j, w[at + j], lane);
        addOne(rows, j, u[uAt + j], other);
      }
    }
    finish(rows, columns.bias(v), lanes, margins);
    finish(rows, columns.bias(v + 1), otherLanes, next);
  }

  /** Adds features j, j + 4 and j + 8 to the lane of each of two columns. */
  private void addThreeToTwo(
      int rows, int j, double[] w, int at, double[] u, int uAt, double[] lane, double[] other) {
    double w0 = w[at + j];
    double w1 = w[at + j + 4];
    double w2 = w[at + j + 8];
    double u0 = u[uAt + j];
    double u1 = u[uAt + j + 4];
    double u2 = u[uAt + j + 8];
    double[] f0 = byFeature[j];
    double[] f1 = byFeature[j + 4];
    double[] f2 = byFeature[j + 8];
    for (int r = 0; r < rows; r++) {
      double x0 = f0[r];
      double x1 = f1[r];
      double x2 = f2[r];
      double sum = ((lane[r] + x0 * w0) + x1 * w1) + x2 * w2;
      double otherSum = ((other[r] + x0 * u0) + x1 * u1) + x2 * u2;
      lane[r] = sum;
      other[r] = otherSum;
    }
  }

  /** Adds features j, j + 4, j + 8 and j + 12 to their lane. */
  private void addFour(int rows, int j, double[] w, int at, double[] lane) {
    double w0 = w[at + j];
    double w1 = w[at + j + 4];
    double w2 = w[at + j + 8];
    double w3 = w[at + j + 12];
    double[] f0 = byFeature[j];
    double[] f1 = byFeature[j + 4];
    double[] f2 = byFeature[j + 8];
    double[] f3 = byFeature[j + 12];
    for (int r = 0; r < rows; r++) {
      double sum = lane[r] + f0[r] * w0;
      sum += f1[r] * w1;
      sum += f2[r] * w2;
      lane[r] = sum + f3[r] * w3;
    }
  }

  private void addOne(int rows, int j, double wj, double[] lane) {
    double[] f = byFeature[j];
    for (int r = 0; r < rows; r++) {
      lane[r] += f[r] * wj;
    }
  }

  @Override
  public void addGradient(int firstRow, int rows, double[][] residuals) {
    int many = columns.gradients();
    ResidualSums.add(residuals, rows, residualSums);
    if (many == 1) {
      directGradient(firstRow, rows, residuals[0], gradient[0]);
      return;
    }
    widen(firstRow, rows);
    int c = 0;
    for (; c + 2 <= many; c += 2) {
      pairOfGradients(rows, residuals[c], residuals[c + 1], gradient[c], gradient[c + 1]);
    }
    if (c < many) {
      widenedGradient(rows, 0, residuals[c], gradient[c]);
    }
  }

  private void directGradient(int firstRow, int rows, double[] residuals, double[] g) {
    int r = 0;
    for (; r + 4 <= rows; r += 4) {
      double r0 = residuals[r];
      double r1 = residuals[r + 1];
      double r2 = residuals[r + 2];
      double r3 = residuals[r + 3];
      int p0 = (firstRow + r) * features;
      int p1 = p0 + features;
      int p2 = p1 + features;
      int p3 = p2 + features;
      for (int j = 0; j < features; j++) {
        double sum = g[j] + x[p0 + j] * r0;
        sum += x[p1 + j] * r1;
        sum += x[p2 + j] * r2;
        g[j] = sum + x[p3 + j] * r3;
      }
    }
    for (; r < rows; r++) {
      double rr = residuals[r];
      int p = (firstRow + r) * features;
      for (int j = 0; j < features; j++) {
        g[j] += x[p + j] * rr;
      }
    }
  }

  /** byRow[r][j] becomes feature j of row firstRow + r. */
  private void widen(int firstRow, int rows) {
    for (int r = 0; r < rows; r++) {
      double[] row = byRow[r];
      int from = (firstRow + r) * features;
      for (int j = 0; j < features; j++) {
        row[j] = x[from + j];
      }
    }
  }

  /** Two columns take up three rows at a time. */
  private void pairOfGradients(
      int rows, double[] residuals, double[] next, double[] g, double[] h) {
    int r = 0;
    for (; r + 3 <= rows; r += 3) {
      addThreeRowsToTwo(r, residuals, next, g, h);
    }
    widenedGradient(rows, r, residuals, g);
    widenedGradient(rows, r, next, h);
  }

  private void addThreeRowsToTwo(int r, double[] residuals, double[] next, double[] g, double[] h) {
    double r0 = residuals[r];
    double r1 = residuals[r + 1];
    double r2 = residuals[r + 2];
    double s0 = next[r];
    double s1 = next[r + 1];
    double s2 = next[r + 2];
    double[] row0 = byRow[r];
    double[] row1 = byRow[r + 1];
    double[] row2 = byRow[r + 2];
    for (int j = 0; j < features; j++) {
      double x0 = row0[j];
      double x1 = row1[j];
      double x2 = row2[j];
      double sum = ((g[j] + x0 * r0) + x1 * r1) + x2 * r2;
      double nextSum = ((h[j] + x0 * s0) + x1 * s1) + x2 * s2;
      g[j] = sum;
      h[j] = nextSum;
    }
  }

  private void widenedGradient(int rows, int from, double[] residuals, double[] g) {
    int r = from;
    for (; r + 4 <= rows; r += 4) {
      double r0 = residuals[r];
      double r1 = residuals[r + 1];
      double r2 = residuals[r + 2];
      double r3 = residuals[r + 3];
      double[] row0 = byRow[r];
      double[] row1 = byRow[r + 1];
      double[] row2 = byRow[r + 2];
      double[] row3 = byRow[r + 3];
      for (int j = 0; j < features; j++) {
        double sum = g[j] + row0[j] * r0;
        sum += row1[j] * r1;
        sum += row2[j] * r2;
        g[j] = sum + row3[j] * r3;
      }
    }
    for (; r < rows; r++) {
      double rr = residuals[r];
      double[] row = byRow[r];
      for (int j = 0; j < features; j++) {
        g[j] += row[j] * rr;
      }
    }
  }

  @Override
  public void deposit(BinnedSums into) {
    DenseKernel.deposit(columns, gradient, residualSums, into);
  }
}
