package org.trainyard.mapreduce.linear;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.trainyard.formats.partial.BinnedSums;
import org.trainyard.formats.sample.DenseBlock;

/**
 * The products of {@link PlainDenseKernel} with the same bits, on the processor's vectors: four
 * values at a time are turned to double as they are loaded, and sums stay in registers. Compiled
 * against an incubating module, so that {@link DenseKernel#of} must not touch it where the module
 * is missing.
 *
 * <p>Tails of fewer than four features are done one by one, in the same lanes.
 */
final class VectorDenseKernel implements DenseKernel {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_128;
  private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_256;
  private static final int WIDTH = 4;

  /** Values of a tile: 32 KB, so that the second product finds it in a core's first cache. */
  private static final int TILE_VALUES = 1 << 13;

  private final Columns columns;
  private final int features;
  private final int whole;
  private final int tileRows;
  private final double[] lanes = new double[4 * WIDTH];
  private final double[][] gradient;
  private final double[] residualSums;

  private float[] x;

  VectorDenseKernel(Columns columns) {
    this.columns = columns;
    this.features = columns.features();
    this.whole = features & -WIDTH;
    this.tileRows = Math.max(16, Math.min(TILE, TILE_VALUES / Math.max(1, features)) & -8);
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

  private static DoubleVector load(float[] x, int at) {
    return (DoubleVector)
        FloatVector.fromArray(FLOATS, x, at).convertShape(VectorOperators.F2D, LANES, 0);
  }

  @Override
  public void margins(int firstRow, int rows, double[][] margins) {
    int many = columns.margins();
    int v = 0;
    for (; v + 2 <= many; v += 2) {
      int r = 0;
      for (; r + 2 <= rows; r += 2) {
        twoByTwo((firstRow + r) * features, v, margins[v], margins[v + 1], r);
      }
      if (r < rows) {
        margins[v][r] = margin((firstRow + r) * features, v);
        margins[v + 1][r] = margin((firstRow + r) * features, v + 1);
      }
    }
    if (v < many) {
      int r = 0;
      for (; r + 4 <= rows; r += 4) {
        fourRows((firstRow + r) * features, v, margins[v], r);
      }
      for (; r < rows; r++) {
        margins[v][r] = margin((firstRow + r) * features, v);
      }
    }
  }

  private void fourRows(int first, int v, double[] margins, int r) {
    double[] w = columns.weights()[v];
    int at = columns.weightsAt()[v];
    float[] f = x;
    int i1 = first + features;
    int i2 = i1 + features;
    int i3 = i2 + features;
    DoubleVector a = DoubleVector.zero(LANES);
    DoubleVector b = a;
    DoubleVector c = a;
    DoubleVector d = a;
    for (int j = 0; j < whole; j += WIDTH) {
      DoubleVector wj = DoubleVector.fromArray(LANES, w, at + j);
      a = a.add(load(f, first + j).mul(wj));
      b = b.add(load(f, i1 + j).mul(wj));
      c = c.add(load(f, i2 + j).mul(wj));
      d = d.add(load(f, i3 + j).mul(wj));
    }
    double bias = columns.bias(v);
    margins[r] = combine(a, first, w, at, bias);
    margins[r + 1] = combine(b, i1, w, at, bias);
    margins[r + 2] = combine(c, i2, w, at, bias);
    margins[r + 3] = combine(d, i3, w, at, bias);
  }

  private void twoByTwo(int first, int v, double[] margins, double[] next, int r) {
    double[] w = columns.weights()[v];
    double[] u = columns.weights()[v + 1];
    int at = columns.weightsAt()[v];
    int uAt = columns.weightsAt()[v + 1];
    float[] f = x;
    int i1 = first + features;
    DoubleVector a = DoubleVector.zero(LANES);
    DoubleVector b = a;
    DoubleVector c = a;
    DoubleVector d = a;
    for (int j = 0; j < whole; j += WIDTH) {
      DoubleVector wj = DoubleVector.fromArray(LANES, w, at + j);
      DoubleVector uj = DoubleVector.fromArray(LANES, u, uAt + j);
      DoubleVector x0 = load(f, first + j);
      DoubleVector x1 = load(f, i1 + j);
      a = a.add(x0.mul(wj));
      b = b.add(x1.mul(wj));
      c = c.add(x0.mul(uj));
      d = d.add(x1.mul(uj));
    }
    double bias = columns.bias(v);
    margins[r] = combine(a, first, w, at, bias);
    margins[r + 1] = combine(b, i1, w, at, bias);
    bias = columns.bias(v + 1);
    next[r] = combine(c, first, u, uAt, bias);
    next[r + 1] = combine(d, i1, u, uAt, bias);
  }

  private double margin(int first, int v) {
    double[] w = columns.weights()[v];
    int at = columns.weightsAt()[v];
    DoubleVector a = DoubleVector.zero(LANES);
    for (int j = 0; j < whole; j += WIDTH) {
      a = a.add(load(x, first + j).mul(DoubleVector.fromArray(LANES, w, at + j)));
    }
    return combine(a, first, w, at, columns.bias(v));
  }

  /** The last features, each to its lane, and the sum of the lanes. */
  private double combine(DoubleVector sums, int first, double[] w, int at, double bias) {
    double[] l = lanes;
    sums.intoArray(l, 0);
    for (int j = whole; j < features; j++) {
      l[j - whole] += x[first + j] * w[at + j];
    }
    return bias + ((l[0] + l[1]) + (l[2] + l[3]));
  }

  @Override
  public void addGradient(int firstRow, int rows, double[][] residuals) {
    int many = columns.gradients();
    ResidualSums.add(residuals, rows, residualSums);
    int r = 0;
    for (; r + 8 <= rows; r += 8) {
      for (int c = 0; c < many; c++) {
        addEight((firstRow + r) * features, residuals[c], r, gradient[c]);
      }
    }
    for (; r < rows; r++) {
      for (int c = 0; c < many; c++) {
        addOne((firstRow + r) * features, residuals[c][r], gradient[c]);
      }
    }
  }

  private void addEight(int first, double[] residuals, int r, double[] g) {
    float[] f = x;
    double r0 = residuals[r];
    double r1 = residuals[r + 1];
    double r2 = residuals[r + 2];
    double r3 = residuals[r + 3];
    double r4 = residuals[r + 4];
    double r5 = residuals[r + 5];
    double r6 = residuals[r + 6];
    double r7 = residuals[r + 7];
    int n = features;
    for (int j = 0; j < whole; j += WIDTH) {
      int i = first + j;
      DoubleVector sum = DoubleVector.fromArray(LANES, g, j);
      sum = sum.add(load(f, i).mul(r0)).add(load(f, i + n).mul(r1));
      sum = sum.add(load(f, i + 2 * n).mul(r2)).add(load(f, i + 3 * n).mul(r3));
      sum = sum.add(load(f, i + 4 * n).mul(r4)).add(load(f, i + 5 * n).mul(r5));
      sum = sum.add(load(f, i + 6 * n).mul(r6)).add(load(f, i + 7 * n).mul(r7));
      sum.intoArray(g, j);
    }
    tail(first, residuals, r, g);
  }

  /** The last features of eight rows. */
  private void tail(int first, double[] residuals, int r, double[] g) {
    for (int j = whole; j < features; j++) {
      double sum = g[j];
      for (int k = 0; k < 8; k++) {
        sum += x[first + k * features + j] * residuals[r + k];
      }
      g[j] = sum;
    }
  }

  private void addOne(int first, double residual, double[] g) {
    for (int j = 0; j < features; j++) {
      g[j] += x[first + j] * residual;
    }
  }

  @Override
  public void deposit(BinnedSums into) {
    DenseKernel.deposit(columns, gradient, residualSums, into);
  }
}
