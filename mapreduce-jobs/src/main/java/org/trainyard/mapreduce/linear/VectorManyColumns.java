package org.trainyard.mapreduce.linear;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.trainyard.mapreduce.linear.LinearKernel.Columns;

/**
 * The inner products of {@link VectorDenseKernel} for many columns: the parameters of a feature lie
 * side by side, a vector is some columns of them, and a value of the tile is multiplied with all of
 * them while it is in a register. Each column keeps its own sums, so the number of vector lanes
 * does not show.
 */
final class VectorManyColumns {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LENGTH = SPECIES.length();

  /** Columns that are summed in registers together. */
  private static final int GROUP = LENGTH;

  private final int features;
  private final int margins;
  private final int gradients;

  /** Column v of feature j at {@code (v / GROUP * features + j) * GROUP + v % GROUP}. */
  private final double[] weights;

  private final double[] biases;
  private final double[] gradient;

  /** Residual of column c in row r of four at {@code r * width + c}. */
  private final double[] residuals;

  private final int width;
  private final double[] row;
  private final double[] lanes = new double[4 * GROUP];

  VectorManyColumns(Columns columns) {
    this.features = columns.features();
    this.margins = columns.margins();
    this.gradients = columns.gradients();
    this.biases = new double[padded(margins)];
    this.weights = new double[Math.multiplyExact(padded(margins), features)];
    this.width = padded(gradients);
    this.gradient = new double[Math.multiplyExact(width, features)];
    this.residuals = new double[4 * width];
    this.row = new double[padded(margins)];
    for (int v = 0; v < margins; v++) {
      biases[v] = columns.bias(v);
      for (int j = 0; j < features; j++) {
        weights[place(v, j)] = columns.weights()[v][columns.weightsAt()[v] + j];
      }
    }
  }

  private static int padded(int columns) {
    return (columns + GROUP - 1) / GROUP * GROUP;
  }

  private int place(int v, int j) {
    return (v / GROUP * features + j) * GROUP + v % GROUP;
  }

  /** Margins of all columns of the row whose values begin at {@code first}. */
  void margins(float[] x, int first, int r, double[][] into) {
    for (int v = 0; v < margins; v += GROUP) {
      group(x, first, v);
    }
    for (int v = 0; v < margins; v++) {
      into[v][r] = row[v];
    }
  }

  private void group(float[] x, int first, int v) {
    double[] w = weights;
    DoubleVector a0 = DoubleVector.zero(SPECIES);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector a3 = a0;
    int at = v * features;
    int whole = first + (features & -4);
    for (int i = first; i < whole; i += 4, at += 4 * GROUP) {
      a0 = a0.add(of(w, at).mul(wide(x[i])));
      a1 = a1.add(of(w, at + GROUP).mul(wide(x[i + 1])));
      a2 = a2.add(of(w, at + 2 * GROUP).mul(wide(x[i + 2])));
      a3 = a3.add(of(w, at + 3 * GROUP).mul(wide(x[i + 3])));
    }
    a0.intoArray(lanes, 0);
    a1.intoArray(lanes, GROUP);
    a2.intoArray(lanes, 2 * GROUP);
    a3.intoArray(lanes, 3 * GROUP);
    finish(x, whole, first + features, at, v);
  }

  private static DoubleVector wide(float x) {
    return DoubleVector.broadcast(SPECIES, (double) x);
  }

  /** The last features, each to its lane, and the sum of the lanes. */
  private void finish(float[] x, int whole, int end, int at, int v) {
    double[] l = lanes;
    int lane = 0;
    for (int i = whole; i < end; i++, at += GROUP, lane += GROUP) {
      double xi = x[i];
      for (int k = 0; k < GROUP; k++) {
        l[lane + k] += xi * weights[at + k];
      }
    }
    for (int k = 0; k < GROUP; k++) {
      row[v + k] = biases[v + k] + ((l[k] + l[GROUP + k]) + (l[2 * GROUP + k] + l[3 * GROUP + k]));
    }
  }

  private static DoubleVector of(double[] from, int at) {
    return DoubleVector.fromArray(SPECIES, from, at);
  }

  /** Adds four rows, or fewer, whose values begin at {@code first}. */
  void addRows(float[] x, int first, int rows, double[][] from, int r) {
    for (int k = 0; k < rows; k++) {
      for (int c = 0; c < gradients; c++) {
        residuals[k * width + c] = from[c][r + k];
      }
    }
    for (int c = 0; c < gradients; c += GROUP) {
      if (rows == 4) {
        addFour(x, first, c);
      } else {
        for (int k = 0; k < rows; k++) {
          addOne(x, first + k * features, k, c);
        }
      }
    }
  }

  private void addFour(float[] x, int first, int c) {
    double[] g = gradient;
    DoubleVector p0 = of(residuals, c);
    DoubleVector p1 = of(residuals, width + c);
    DoubleVector p2 = of(residuals, 2 * width + c);
    DoubleVector p3 = of(residuals, 3 * width + c);
    int n = features;
    int at = c * n;
    for (int i = first; i < first + n; i++, at += GROUP) {
      DoubleVector a = of(g, at).add(p0.mul(wide(x[i])));
      a = a.add(p1.mul(wide(x[i + n])));
      a = a.add(p2.mul(wide(x[i + 2 * n])));
      a.add(p3.mul(wide(x[i + 3 * n]))).intoArray(g, at);
    }
  }

  private void addOne(float[] x, int first, int k, int c) {
    DoubleVector p = of(residuals, k * width + c);
    int at = c * features;
    for (int i = first; i < first + features; i++, at += GROUP) {
      of(gradient, at).add(p.mul(wide(x[i]))).intoArray(gradient, at);
    }
  }

  /** Moves the gradients out: feature j of column c to {@code into[c][j]}. */
  void take(double[][] into) {
    for (int c = 0; c < gradients; c++) {
      for (int j = 0; j < features; j++) {
        into[c][j] = gradient[place(c, j)];
        gradient[place(c, j)] = 0.0;
      }
    }
  }
}
