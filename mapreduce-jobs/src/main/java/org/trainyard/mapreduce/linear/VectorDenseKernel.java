package org.trainyard.mapreduce.linear;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.trainyard.formats.partial.BinnedSums;
import org.trainyard.formats.sample.DenseBlock;

/**
 * The products of {@link PlainDenseKernel} with the same bits, on the processor's vectors: four
 * values at a time are turned to double as they are loaded, and sums stay in registers. Margins are
 * taken row after row, since what is read in order comes from memory in time; rows do not wait for
 * each other's sums all the same. Compiled against an incubating module, so that {@link
 * DenseKernel#of} must not touch it where the module is missing.
 *
 * <p>The last vector of a row reaches into the next row, or the block's last rows are done one by
 * one where there is none. What it finds there weighs 0 in a margin, which leaves a sum that began
 * at 0 as it is, since features are finite; in a gradient it lands beyond the last feature.
 */
final class VectorDenseKernel implements DenseKernel {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_128;
  private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_256;
  private static final int WIDTH = 4;

  /** Values of a tile: 32 KB, so that the second product finds it in a core's first cache. */
  private static final int TILE_VALUES = 1 << 13;

  private final Columns columns;
  private final int features;

  /** Features, rounded up to whole vectors. */
  private final int padded;

  private final int tileRows;

  /** The columns of coefficients, with zeros after the last feature. */
  private final double[][] weights;

  /** Lane l of row r at {@code WIDTH * r + l}. */
  private final double[] lanes;

  /** Those of a second column. */
  private final double[] otherLanes;

  private final double[][] gradient;
  private final double[] residualSums;

  private float[] x;

  VectorDenseKernel(Columns columns) {
    this.columns = columns;
    this.features = columns.features();
    this.padded = (features + WIDTH - 1) & -WIDTH;
    this.tileRows = Math.max(16, Math.min(TILE, TILE_VALUES / Math.max(1, features)) & -8);
    this.weights = new double[columns.margins()][];
    for (int v = 0; v < weights.length; v++) {
      int at = columns.weightsAt()[v];
      weights[v] =
          Arrays.copyOf(Arrays.copyOfRange(columns.weights()[v], at, at + features), padded);
    }
    this.lanes = new double[WIDTH * tileRows];
    this.otherLanes = new double[WIDTH * tileRows];
    this.gradient = new double[columns.gradients()][padded];
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

  /** How many of the rows can be read to the end of their last vector. */
  private int whole(int firstRow, int rows) {
    long readable = features == 0 ? 0 : Math.floorDiv(x.length - padded, features) + 1L - firstRow;
    return (int) Math.max(0, Math.min(rows, readable));
  }

  @Override
  public void margins(int firstRow, int rows, double[][] margins) {
    int whole = whole(firstRow, rows);
    int v = 0;
    for (; v + 2 <= weights.length; v += 2) {
      for (int r = 0; r < whole; r++) {
        rowOfTwo((firstRow + r) * features, weights[v], weights[v + 1], WIDTH * r);
      }
      finish(firstRow, whole, rows, v, lanes, margins[v]);
      finish(firstRow, whole, rows, v + 1, otherLanes, margins[v + 1]);
    }
    if (v < weights.length) {
      for (int r = 0; r < whole; r++) {
        row((firstRow + r) * features, weights[v], WIDTH * r);
      }
      finish(firstRow, whole, rows, v, lanes, margins[v]);
    }
  }

  /** Sums the lanes of a row for two columns: a value is turned to double once for both. */
  private void rowOfTwo(int first, double[] w, double[] u, int into) {
    float[] f = x;
    DoubleVector a = DoubleVector.zero(LANES);
    DoubleVector b = a;
    for (int j = 0; j < w.length; j += WIDTH) {
      DoubleVector xj = load(f, first + j);
      a = a.add(xj.mul(DoubleVector.fromArray(LANES, w, j)));
      b = b.add(xj.mul(DoubleVector.fromArray(LANES, u, j)));
    }
    a.intoArray(lanes, into);
    b.intoArray(otherLanes, into);
  }

  private void row(int first, double[] w, int into) {
    float[] f = x;
    DoubleVector a = DoubleVector.zero(LANES);
    for (int j = 0; j < w.length; j += WIDTH) {
      a = a.add(load(f, first + j).mul(DoubleVector.fromArray(LANES, w, j)));
    }
    a.intoArray(lanes, into);
  }

  /**
   * Adds up the lanes, and does the rows that cannot be read to the end of their last vector. Apart
   * from the sums, since a lane that was just stored as a vector is slow to load alone.
   */
  private void finish(int firstRow, int whole, int rows, int v, double[] l, double[] margins) {
    double bias = columns.bias(v);
    for (int r = whole; r < rows; r++) {
      oneRow((firstRow + r) * features, weights[v], l, WIDTH * r);
    }
    for (int r = 0; r < rows; r++) {
      int i = WIDTH * r;
      margins[r] = bias + ((l[i] + l[i + 1]) + (l[i + 2] + l[i + 3]));
    }
  }

  private void oneRow(int first, double[] w, double[] l, int into) {
    Arrays.fill(l, into, into + WIDTH, 0.0);
    for (int j = 0; j < features; j++) {
      l[into + j % WIDTH] += x[first + j] * w[j];
    }
  }

  @Override
  public void addGradient(int firstRow, int rows, double[][] residuals) {
    int many = columns.gradients();
    ResidualSums.add(residuals, rows, residualSums);
    int whole = whole(firstRow, rows) & -8;
    for (int c = 0; c < many; c++) {
      for (int r = 0; r < whole; r += 8) {
        addEight((firstRow + r) * features, residuals[c], r, gradient[c]);
      }
      for (int r = whole; r < rows; r++) {
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
    for (int j = 0; j < g.length; j += WIDTH) {
      int i = first + j;
      DoubleVector sum = DoubleVector.fromArray(LANES, g, j);
      sum = sum.add(load(f, i).mul(r0)).add(load(f, i + n).mul(r1));
      sum = sum.add(load(f, i + 2 * n).mul(r2)).add(load(f, i + 3 * n).mul(r3));
      sum = sum.add(load(f, i + 4 * n).mul(r4)).add(load(f, i + 5 * n).mul(r5));
      sum = sum.add(load(f, i + 6 * n).mul(r6)).add(load(f, i + 7 * n).mul(r7));
      sum.intoArray(g, j);
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
