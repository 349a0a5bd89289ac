package org.trainyard.mapreduce.linear;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.mapreduce.elementary.VectorSizes;

/** On the processor's vectors: some columns of a feature are one of them. */
final class VectorSparseColumns implements SparseColumns {
  private static final VectorSpecies<Double> SPECIES = VectorSizes.DOUBLES;
  private static final int LENGTH = SPECIES.length();

  /** Rows of some columns, all columns of a row side by side. */
  private double[] table = {};

  @Override
  public int whole(int columns) {
    return columns / LENGTH * LENGTH;
  }

  private static DoubleVector of(double[] from, int at) {
    return DoubleVector.fromArray(SPECIES, from, at);
  }

  private void reserve(int numbers) {
    if (table.length < numbers) {
      table = new double[numbers];
    }
  }

  @Override
  public void margins(
      SparseBlock block,
      int firstRow,
      int rows,
      double[] weights,
      int many,
      double[] biases,
      double[][] margins) {
    int whole = whole(many);
    reserve(rows * whole);
    for (int r = 0; r < rows; r++) {
      int from = block.rowStart()[firstRow + r];
      int to = block.rowStart()[firstRow + r + 1];
      int v = 0;
      for (; v + 2 * LENGTH <= whole; v += 2 * LENGTH) {
        twoVectors(block, from, to, weights, many, biases, v, r * whole + v);
      }
      if (v < whole) {
        oneVector(block, from, to, weights, many, biases, v, r * whole + v);
      }
    }
    for (int v = 0; v < whole; v++) {
      double[] into = margins[v];
      for (int r = 0; r < rows; r++) {
        into[r] = table[r * whole + v];
      }
    }
  }

  private void twoVectors(
      SparseBlock block, int from, int to, double[] w, int many, double[] biases, int v, int into) {
    int[] position = block.columns();
    float[] values = block.values();
    DoubleVector a = of(biases, v);
    DoubleVector b = of(biases, v + LENGTH);
    for (int k = from; k < to; k++) {
      DoubleVector x = DoubleVector.broadcast(SPECIES, (double) values[k]);
      int at = position[k] * many + v;
      a = a.add(x.mul(of(w, at)));
      b = b.add(x.mul(of(w, at + LENGTH)));
    }
    a.intoArray(table, into);
    b.intoArray(table, into + LENGTH);
  }

  private void oneVector(
      SparseBlock block, int from, int to, double[] w, int many, double[] biases, int v, int into) {
    int[] position = block.columns();
    float[] values = block.values();
    DoubleVector a = of(biases, v);
    for (int k = from; k < to; k++) {
      DoubleVector x = DoubleVector.broadcast(SPECIES, (double) values[k]);
      a = a.add(x.mul(of(w, position[k] * many + v)));
    }
    a.intoArray(table, into);
  }

  @Override
  public void addGradient(
      SparseBlock block,
      int firstRow,
      int rows,
      double[][] residuals,
      double[] gradient,
      int many) {
    int whole = whole(many);
    reserve(rows * whole);
    for (int c = 0; c < whole; c++) {
      double[] from = residuals[c];
      for (int r = 0; r < rows; r++) {
        table[r * whole + c] = from[r];
      }
    }
    for (int r = 0; r < rows; r++) {
      int from = block.rowStart()[firstRow + r];
      int to = block.rowStart()[firstRow + r + 1];
      for (int c = 0; c < whole; c += LENGTH) {
        addRow(block, from, to, r * whole + c, gradient, many, c);
      }
    }
  }

  private void addRow(
      SparseBlock block, int from, int to, int residual, double[] g, int many, int c) {
    int[] position = block.columns();
    float[] values = block.values();
    DoubleVector p = of(table, residual);
    for (int k = from; k < to; k++) {
      DoubleVector x = DoubleVector.broadcast(SPECIES, (double) values[k]);
      int at = position[k] * many + c;
      of(g, at).add(x.mul(p)).intoArray(g, at);
    }
  }
}
