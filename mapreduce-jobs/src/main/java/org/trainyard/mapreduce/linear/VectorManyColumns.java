package org.trainyard.mapreduce.linear;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.trainyard.formats.partial.BinnedSums;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.mapreduce.elementary.VectorSizes;

/**
 * The products over a dense tile for many columns, with the bits of {@link PlainDenseKernel}: the
 * parameters of a feature lie side by side, a vector is some columns of them, and every sum stays
 * in a register while a tile passes by. Each column keeps its own sums, so the number of vector
 * lanes does not show.
 *
 * <p>The tile is turned to doubles once for both products, since a number is spread over a vector
 * for less when it comes as a double from memory.
 */
final class VectorManyColumns implements DenseKernel {
  private static final VectorSpecies<Double> SPECIES = VectorSizes.DOUBLES;

  private static final VectorSpecies<Float> FLOATS = VectorSizes.FLOATS;

  /** Columns that are summed together. */
  private static final int GROUP = SPECIES.length();

  /** Values of a tile: 128 KB as doubles, which stay in a core's second cache. */
  private static final int TILE_VALUES = 1 << 14;

  private static final int NONE = -1;

  private final Columns columns;
  private final int features;
  private final int tileRows;

  /** Column v of feature j at {@code (v / GROUP * features + j) * GROUP + v % GROUP}. */
  private final double[] weights;

  private final double[] biases;
  private final double[] gradient;
  private final double[] residualSums;

  /** Row r of column v at {@code (v / GROUP * tileRows + r) * GROUP + v % GROUP}. */
  private final double[] rowMargins;

  private final double[] rowResiduals;

  private final double[] wide;
  private int wideFirst = NONE;
  private float[] x;

  VectorManyColumns(Columns columns) {
    this.columns = columns;
    this.features = columns.features();
    this.tileRows = Math.max(8, Math.min(TILE, TILE_VALUES / Math.max(1, features)) & -8);
    int margins = padded(columns.margins());
    int gradients = padded(columns.gradients());
    this.biases = new double[margins];
    this.weights = new double[Math.multiplyExact(margins, features)];
    this.gradient = new double[Math.multiplyExact(gradients, features)];
    this.residualSums = new double[gradients];
    this.rowMargins = new double[margins * tileRows];
    this.rowResiduals = new double[gradients * tileRows];
    this.wide = new double[Math.multiplyExact(tileRows, features)];
    for (int v = 0; v < columns.margins(); v++) {
      biases[v] = columns.bias(v);
      for (int j = 0; j < features; j++) {
        weights[place(features, v, j)] = columns.weights()[v][columns.weightsAt()[v] + j];
      }
    }
  }

  private static int padded(int columns) {
    return (columns + GROUP - 1) / GROUP * GROUP;
  }

  private static int place(int length, int column, int i) {
    return (column / GROUP * length + i) * GROUP + column % GROUP;
  }

  @Override
  public void begin(DenseBlock block) {
    x = block.values();
    wideFirst = NONE;
  }

  @Override
  public int tileRows() {
    return tileRows;
  }

  private void widen(int firstRow, int rows) {
    if (wideFirst != firstRow) {
      int from = firstRow * features;
      int count = rows * features;
      int i = 0;
      for (; i + GROUP <= count; i += GROUP) {
        FloatVector.fromArray(FLOATS, x, from + i)
            .convertShape(VectorOperators.F2D, SPECIES, 0)
            .reinterpretAsDoubles()
            .intoArray(wide, i);
      }
      for (; i < count; i++) {
        wide[i] = x[from + i];
      }
      wideFirst = firstRow;
    }
  }

  private static DoubleVector of(double[] from, int at) {
    return DoubleVector.fromArray(SPECIES, from, at);
  }

  private static DoubleVector spread(double x) {
    return DoubleVector.broadcast(SPECIES, x);
  }

  @Override
  public void margins(int firstRow, int rows, double[][] margins) {
    widen(firstRow, rows);
    int many = columns.margins();
    for (int v = 0; v < many; v += GROUP) {
      int r = 0;
      for (; r + 2 <= rows; r += 2) {
        twoRows(v, r);
      }
      if (r < rows) {
        oneRow(v, r);
      }
    }
    for (int v = 0; v < many; v++) {
      double[] into = margins[v];
      int at = place(tileRows, v, 0);
      for (int r = 0; r < rows; r++) {
        into[r] = rowMargins[at + r * GROUP];
      }
    }
  }

  private void twoRows(int v, int r) {
    double[] w = weights;
    double[] d = wide;
    DoubleVector a0 = DoubleVector.zero(SPECIES);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector a3 = a0;
    DoubleVector b0 = a0;
    DoubleVector b1 = a0;
    DoubleVector b2 = a0;
    DoubleVector b3 = a0;
    int n = features;
    int i = r * n;
    int at = v * n;
    int whole = i + (n & -4);
    for (; i < whole; i += 4, at += 4 * GROUP) {
      DoubleVector w0 = of(w, at);
      DoubleVector w1 = of(w, at + GROUP);
      DoubleVector w2 = of(w, at + 2 * GROUP);
      DoubleVector w3 = of(w, at + 3 * GROUP);
      a0 = a0.add(w0.mul(spread(d[i])));
      a1 = a1.add(w1.mul(spread(d[i + 1])));
      a2 = a2.add(w2.mul(spread(d[i + 2])));
      a3 = a3.add(w3.mul(spread(d[i + 3])));
      b0 = b0.add(w0.mul(spread(d[i + n])));
      b1 = b1.add(w1.mul(spread(d[i + n + 1])));
      b2 = b2.add(w2.mul(spread(d[i + n + 2])));
      b3 = b3.add(w3.mul(spread(d[i + n + 3])));
    }
    if ((n & 3) > 0) {
      a0 = a0.add(of(w, at).mul(spread(d[i])));
      b0 = b0.add(of(w, at).mul(spread(d[i + n])));
    }
    if ((n & 3) > 1) {
      a1 = a1.add(of(w, at + GROUP).mul(spread(d[i + 1])));
      b1 = b1.add(of(w, at + GROUP).mul(spread(d[i + n + 1])));
    }
    if ((n & 3) > 2) {
      a2 = a2.add(of(w, at + 2 * GROUP).mul(spread(d[i + 2])));
      b2 = b2.add(of(w, at + 2 * GROUP).mul(spread(d[i + n + 2])));
    }
    DoubleVector bias = of(biases, v);
    int into = place(tileRows, v, r);
    bias.add(a0.add(a1).add(a2.add(a3))).intoArray(rowMargins, into);
    bias.add(b0.add(b1).add(b2.add(b3))).intoArray(rowMargins, into + GROUP);
  }

  private void oneRow(int v, int r) {
    DoubleVector[] lane = new DoubleVector[4];
    Arrays.fill(lane, DoubleVector.zero(SPECIES));
    for (int j = 0; j < features; j++) {
      DoubleVector product =
          of(weights, (v * features) + j * GROUP).mul(spread(wide[r * features + j]));
      lane[j & 3] = lane[j & 3].add(product);
    }
    DoubleVector sum = lane[0].add(lane[1]).add(lane[2].add(lane[3]));
    of(biases, v).add(sum).intoArray(rowMargins, place(tileRows, v, r));
  }

  @Override
  public void addGradient(int firstRow, int rows, double[][] residuals) {
    widen(firstRow, rows);
    int many = columns.gradients();
    for (int c = 0; c < many; c++) {
      double[] from = residuals[c];
      int at = place(tileRows, c, 0);
      for (int r = 0; r < rows; r++) {
        rowResiduals[at + r * GROUP] = from[r];
      }
    }
    for (int c = 0; c < many; c += GROUP) {
      addResiduals(rows, c);
    }
    int c = 0;
    for (; c + GROUP < many; c += 2 * GROUP) {
      int j = 0;
      for (; j + 4 <= features; j += 4) {
        addFourToTwo(rows, c, j);
      }
      addRest(rows, c, j);
      addRest(rows, c + GROUP, j);
    }
    if (c < many) {
      int j = 0;
      for (; j + 8 <= features; j += 8) {
        addEight(rows, c, j);
      }
      addRest(rows, c, j);
    }
  }

  /** The features from {@code from} on. */
  private void addRest(int rows, int c, int from) {
    int j = from;
    for (; j + 2 <= features; j += 2) {
      addTwo(rows, c, j);
    }
    if (j < features) {
      addOne(rows, c, j);
    }
  }

  private void addResiduals(int rows, int c) {
    DoubleVector sum = of(residualSums, c);
    int at = c * tileRows;
    for (int r = 0; r < rows; r++, at += GROUP) {
      sum = sum.add(of(rowResiduals, at));
    }
    sum.intoArray(residualSums, c);
  }

  /** Eight features from j on. */
  private void addEight(int rows, int c, int j) {
    double[] g = gradient;
    double[] d = wide;
    double[] residuals = rowResiduals;
    int into = (c * features) + j * GROUP;
    DoubleVector g0 = of(g, into);
    DoubleVector g1 = of(g, into + GROUP);
    DoubleVector g2 = of(g, into + 2 * GROUP);
    DoubleVector g3 = of(g, into + 3 * GROUP);
    DoubleVector g4 = of(g, into + 4 * GROUP);
    DoubleVector g5 = of(g, into + 5 * GROUP);
    DoubleVector g6 = of(g, into + 6 * GROUP);
    DoubleVector g7 = of(g, into + 7 * GROUP);
    int at = c * tileRows;
    int end = at + rows * GROUP;
    for (int i = j; at < end; i += features, at += GROUP) {
      DoubleVector p = of(residuals, at);
      g0 = g0.add(p.mul(spread(d[i])));
      g1 = g1.add(p.mul(spread(d[i + 1])));
      g2 = g2.add(p.mul(spread(d[i + 2])));
      g3 = g3.add(p.mul(spread(d[i + 3])));
      g4 = g4.add(p.mul(spread(d[i + 4])));
      g5 = g5.add(p.mul(spread(d[i + 5])));
      g6 = g6.add(p.mul(spread(d[i + 6])));
      g7 = g7.add(p.mul(spread(d[i + 7])));
    }
    g0.intoArray(g, into);
    g1.intoArray(g, into + GROUP);
    g2.intoArray(g, into + 2 * GROUP);
    g3.intoArray(g, into + 3 * GROUP);
    g4.intoArray(g, into + 4 * GROUP);
    g5.intoArray(g, into + 5 * GROUP);
    g6.intoArray(g, into + 6 * GROUP);
    g7.intoArray(g, into + 7 * GROUP);
  }

  /**
   * Four features from j on of two groups: each number serves two products. More than eight sums at
   * once do not pay, since Java 17 does not keep them all in registers.
   */
  private void addFourToTwo(int rows, int c, int j) {
    double[] g = gradient;
    double[] d = wide;
    double[] residuals = rowResiduals;
    int into = (c * features) + j * GROUP;
    DoubleVector g0 = of(g, into);
    DoubleVector g1 = of(g, into + GROUP);
    DoubleVector g2 = of(g, into + 2 * GROUP);
    DoubleVector g3 = of(g, into + 3 * GROUP);
    int next = into + features * GROUP;
    DoubleVector h0 = of(g, next);
    DoubleVector h1 = of(g, next + GROUP);
    DoubleVector h2 = of(g, next + 2 * GROUP);
    DoubleVector h3 = of(g, next + 3 * GROUP);
    int other = tileRows * GROUP;
    int at = c * tileRows;
    int end = at + rows * GROUP;
    for (int i = j; at < end; i += features, at += GROUP) {
      DoubleVector p = of(residuals, at);
      DoubleVector q = of(residuals, at + other);
      g0 = g0.add(p.mul(spread(d[i])));
      h0 = h0.add(q.mul(spread(d[i])));
      g1 = g1.add(p.mul(spread(d[i + 1])));
      h1 = h1.add(q.mul(spread(d[i + 1])));
      g2 = g2.add(p.mul(spread(d[i + 2])));
      h2 = h2.add(q.mul(spread(d[i + 2])));
      g3 = g3.add(p.mul(spread(d[i + 3])));
      h3 = h3.add(q.mul(spread(d[i + 3])));
    }
    g0.intoArray(g, into);
    g1.intoArray(g, into + GROUP);
    g2.intoArray(g, into + 2 * GROUP);
    g3.intoArray(g, into + 3 * GROUP);
    h0.intoArray(g, next);
    h1.intoArray(g, next + GROUP);
    h2.intoArray(g, next + 2 * GROUP);
    h3.intoArray(g, next + 3 * GROUP);
  }

  private void addTwo(int rows, int c, int j) {
    int into = (c * features) + j * GROUP;
    DoubleVector g0 = of(gradient, into);
    DoubleVector g1 = of(gradient, into + GROUP);
    int at = c * tileRows;
    int end = at + rows * GROUP;
    for (int i = j; at < end; i += features, at += GROUP) {
      DoubleVector p = of(rowResiduals, at);
      g0 = g0.add(p.mul(spread(wide[i])));
      g1 = g1.add(p.mul(spread(wide[i + 1])));
    }
    g0.intoArray(gradient, into);
    g1.intoArray(gradient, into + GROUP);
  }

  private void addOne(int rows, int c, int j) {
    int into = (c * features) + j * GROUP;
    DoubleVector sum = of(gradient, into);
    int at = c * tileRows;
    int end = at + rows * GROUP;
    for (int i = j; at < end; i += features, at += GROUP) {
      sum = sum.add(of(rowResiduals, at).mul(spread(wide[i])));
    }
    sum.intoArray(gradient, into);
  }

  @Override
  public void deposit(BinnedSums into) {
    double[] own = new double[features];
    for (int c = 0; c < columns.gradients(); c++) {
      int at = columns.depositAt()[c];
      for (int j = 0; j < features; j++) {
        own[j] = gradient[place(features, c, j)];
      }
      into.addAll(at, own, 0, features);
      if (columns.intercept()) {
        into.add(at + features, residualSums[c]);
      }
    }
    Arrays.fill(gradient, 0.0);
    Arrays.fill(residualSums, 0.0);
  }
}
