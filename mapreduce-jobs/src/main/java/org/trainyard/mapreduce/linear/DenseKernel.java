package org.trainyard.mapreduce.linear;

import java.util.Arrays;
import org.trainyard.formats.partial.BinnedSums;
import org.trainyard.formats.sample.DenseBlock;

/**
 * The products over a dense tile.
 *
 * <p>With few columns, rows are taken four at a time, which keeps four independent sums in flight.
 * With more, a panel of the tile is turned to feature-major doubles first, so that the inner loops
 * run over rows (margins) or features (gradients) and the compiler may put them on vector lanes
 * without touching the order of any sum.
 */
final class DenseKernel implements LinearKernel {
  /** Features of a panel: with {@link #TILE} rows of doubles it stays in a core's own cache. */
  private static final int PANEL = 256;

  /** Fewest columns that repay turning a panel. */
  private static final int MANY = 3;

  private final Columns columns;
  private final int features;
  private final double[] panel;
  private final double[][] gradient;
  private final double[] residualSums;
  private float[] x;

  DenseKernel(Columns columns) {
    this.columns = columns;
    this.features = columns.features();
    this.panel = new double[TILE * Math.min(PANEL, features)];
    this.gradient = new double[columns.gradients()][features];
    this.residualSums = new double[columns.gradients()];
  }

  /** Turns to another block. */
  void begin(DenseBlock block) {
    x = block.values();
  }

  @Override
  public void margins(int firstRow, int rows, double[] margins) {
    int many = columns.margins();
    for (int v = 0; v < many; v++) {
      Arrays.fill(margins, v * TILE, v * TILE + rows, columns.bias(v));
    }
    if (many < MANY) {
      for (int v = 0; v < many; v++) {
        directMargins(firstRow, rows, v, margins);
      }
      return;
    }
    for (int from = 0; from < features; from += PANEL) {
      int count = Math.min(PANEL, features - from);
      turn(firstRow, rows, from, count);
      for (int v = 0; v < many; v++) {
        panelMargins(rows, from, count, v, margins);
      }
    }
  }

  private void directMargins(int firstRow, int rows, int v, double[] margins) {
    double[] w = columns.weights()[v];
    int at = columns.weightsAt()[v];
    int m = v * TILE;
    int r = 0;
    for (; r + 4 <= rows; r += 4) {
      int i0 = (firstRow + r) * features;
      int i1 = i0 + features;
      int i2 = i1 + features;
      int i3 = i2 + features;
      double m0 = margins[m + r];
      double m1 = margins[m + r + 1];
      double m2 = margins[m + r + 2];
      double m3 = margins[m + r + 3];
      for (int j = 0; j < features; j++) {
        double wj = w[at + j];
        m0 += x[i0 + j] * wj;
        m1 += x[i1 + j] * wj;
        m2 += x[i2 + j] * wj;
        m3 += x[i3 + j] * wj;
      }
      margins[m + r] = m0;
      margins[m + r + 1] = m1;
      margins[m + r + 2] = m2;
      margins[m + r + 3] = m3;
    }
    for (; r < rows; r++) {
      int i = (firstRow + r) * features;
      double sum = margins[m + r];
      for (int j = 0; j < features; j++) {
        sum += x[i + j] * w[at + j];
      }
      margins[m + r] = sum;
    }
  }

  /** panel[j * TILE + r] becomes feature from + j of row firstRow + r. */
  private void turn(int firstRow, int rows, int from, int count) {
    for (int r = 0; r < rows; r++) {
      int i = (firstRow + r) * features + from;
      for (int j = 0; j < count; j++) {
        panel[j * TILE + r] = x[i + j];
      }
    }
  }

  private void panelMargins(int rows, int from, int count, int v, double[] margins) {
    double[] w = columns.weights()[v];
    int at = columns.weightsAt()[v] + from;
    int m = v * TILE;
    int j = 0;
    for (; j + 4 <= count; j += 4) {
      double w0 = w[at + j];
      double w1 = w[at + j + 1];
      double w2 = w[at + j + 2];
      double w3 = w[at + j + 3];
      int p = j * TILE;
      for (int r = 0; r < rows; r++) {
        double sum = margins[m + r] + panel[p + r] * w0;
        sum += panel[p + TILE + r] * w1;
        sum += panel[p + 2 * TILE + r] * w2;
        margins[m + r] = sum + panel[p + 3 * TILE + r] * w3;
      }
    }
    for (; j < count; j++) {
      double wj = w[at + j];
      int p = j * TILE;
      for (int r = 0; r < rows; r++) {
        margins[m + r] += panel[p + r] * wj;
      }
    }
  }

  @Override
  public void addGradient(int firstRow, int rows, double[] residuals) {
    int many = columns.gradients();
    for (int c = 0; c < many; c++) {
      double sum = residualSums[c];
      for (int r = 0; r < rows; r++) {
        sum += residuals[c * TILE + r];
      }
      residualSums[c] = sum;
    }
    for (int from = 0; from < features; from += PANEL) {
      int count = Math.min(PANEL, features - from);
      copy(firstRow, rows, from, count);
      for (int c = 0; c < many; c++) {
        panelGradient(rows, from, count, c, residuals);
      }
    }
  }

  /** panel[r * count + j] becomes feature from + j of row firstRow + r. */
  private void copy(int firstRow, int rows, int from, int count) {
    for (int r = 0; r < rows; r++) {
      int i = (firstRow + r) * features + from;
      int p = r * count;
      for (int j = 0; j < count; j++) {
        panel[p + j] = x[i + j];
      }
    }
  }

  private void panelGradient(int rows, int from, int count, int c, double[] residuals) {
    double[] g = gradient[c];
    int r = 0;
    for (; r + 4 <= rows; r += 4) {
      double r0 = residuals[c * TILE + r];
      double r1 = residuals[c * TILE + r + 1];
      double r2 = residuals[c * TILE + r + 2];
      double r3 = residuals[c * TILE + r + 3];
      int p0 = r * count;
      int p1 = p0 + count;
      int p2 = p1 + count;
      int p3 = p2 + count;
      for (int j = 0; j < count; j++) {
        double sum = g[from + j] + panel[p0 + j] * r0;
        sum += panel[p1 + j] * r1;
        sum += panel[p2 + j] * r2;
        g[from + j] = sum + panel[p3 + j] * r3;
      }
    }
    for (; r < rows; r++) {
      double rr = residuals[c * TILE + r];
      int p = r * count;
      for (int j = 0; j < count; j++) {
        g[from + j] += panel[p + j] * rr;
      }
    }
  }

  @Override
  public void deposit(BinnedSums into) {
    for (int c = 0; c < gradient.length; c++) {
      int at = columns.depositAt()[c];
      into.addAll(at, gradient[c], 0, features);
      Arrays.fill(gradient[c], 0.0);
      if (columns.intercept()) {
        into.add(at + features, residualSums[c]);
      }
      residualSums[c] = 0.0;
    }
  }
}
