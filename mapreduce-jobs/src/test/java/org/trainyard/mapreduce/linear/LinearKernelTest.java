package org.trainyard.mapreduce.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trainyard.formats.partial.BinnedSums;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.mapreduce.algorithm.Samples;

/** The fast kernels against the plain one, over awkward sizes. */
class LinearKernelTest {
  private static final int[] ROWS = {1, 2, 3, 4, 5, 8, 9, 127, 128, 129};
  private static final int[] FEATURES = {1, 2, 3, 4, 5, 7, 15, 16, 17, 255, 256, 257, 4100};

  @Test
  void fastKernelsAgreeWithThePlainOne() {
    Random random = new Random(3);
    for (int rows : ROWS) {
      for (int features : FEATURES) {
        for (int columns : new int[] {1, 2, 3, 5, 8, 11}) {
          compare(samples(rows, features, random), columns, columns % 2 == 1, random);
        }
      }
    }
  }

  private static void compare(Samples samples, int many, boolean intercept, Random random) {
    int features = samples.features();
    int width = features + (intercept ? 1 : 0);
    double[][] weights = new double[many][];
    int[] depositAt = new int[many];
    double[][] residuals = new double[many][samples.x().length];
    for (int v = 0; v < many; v++) {
      weights[v] = random.doubles(width, -1, 1).toArray();
      depositAt[v] = v * width;
      residuals[v] = random.doubles(samples.x().length, -1, 1).toArray();
    }
    LinearKernel.Columns columns =
        new LinearKernel.Columns(features, weights, new int[many], many, depositAt, intercept);
    DenseKernel dense = DenseKernel.of(columns);
    dense.begin((DenseBlock) samples.dense(1000).get(0));
    SparseKernel sparse = new SparseKernel(columns);
    sparse.begin((SparseBlock) samples.sparse(1000).get(0));

    double[][] margins = PlainProducts.margins(samples, weights, intercept);
    double[] gradients = PlainProducts.gradients(samples, residuals, intercept);
    for (LinearKernel kernel : new LinearKernel[] {dense, sparse}) {
      double[] found = new double[many * samples.x().length];
      double[] sums = visit(kernel, samples.x().length, residuals, found, many * width);
      for (int v = 0; v < many; v++) {
        for (int r = 0; r < samples.x().length; r++) {
          assertEquals(margins[v][r], found[v * samples.x().length + r], 1e-12 * features);
        }
      }
      assertArrayEquals(gradients, sums, 1e-12 * samples.x().length);
    }
  }

  @Test
  void aColumnHasTheSameBitsAloneAndAmongOthers() {
    Random random = new Random(4);
    Samples samples = samples(77, 301, random);
    double[][] weights = new double[6][];
    double[][] residuals = new double[6][];
    for (int v = 0; v < 6; v++) {
      weights[v] = random.doubles(302, -1, 1).toArray();
      residuals[v] = random.doubles(77, -1, 1).toArray();
    }
    int[] at = {0, 302, 604, 906, 1208, 1510};
    LinearKernel.Columns all = new LinearKernel.Columns(301, weights, new int[6], 6, at, true);
    double[] together = new double[6 * 77];
    double[] togetherSums = visit(dense(all, samples), 77, residuals, together, 6 * 302);
    double[] sparse = new double[6 * 77];
    double[] sparseSums = visit(sparse(all, samples), 77, residuals, sparse, 6 * 302);
    for (int v = 0; v < 6; v++) {
      LinearKernel.Columns one =
          new LinearKernel.Columns(
              301, new double[][] {weights[v]}, new int[1], 1, new int[1], true);
      double[] alone = new double[77];
      double[][] residual = {residuals[v]};
      double[] sums = visit(dense(one, samples), 77, residual, alone, 302);
      assertArrayEquals(alone, Arrays.copyOfRange(together, v * 77, v * 77 + 77));
      assertArrayEquals(sums, Arrays.copyOfRange(togetherSums, v * 302, v * 302 + 302));
      sums = visit(sparse(one, samples), 77, residual, alone, 302);
      assertArrayEquals(alone, Arrays.copyOfRange(sparse, v * 77, v * 77 + 77));
      assertArrayEquals(sums, Arrays.copyOfRange(sparseSums, v * 302, v * 302 + 302));
    }
  }

  @Test
  void vectorsHaveTheBitsOfThePlainLoops() {
    Random random = new Random(6);
    for (int rows : new int[] {1, 3, 4, 5, 8, 9, 129}) {
      for (int features : new int[] {1, 2, 3, 4, 5, 50, 257}) {
        Samples samples = samples(rows, features, random);
        for (int many : new int[] {1, 2, 3, 4, 5, 8, 9, 17}) {
          double[][] weights = new double[many][];
          double[][] residuals = new double[many][];
          int[] at = new int[many];
          for (int v = 0; v < many; v++) {
            weights[v] = random.doubles(features + 1, -1, 1).toArray();
            residuals[v] = random.doubles(rows, -1, 1).toArray();
            at[v] = v * (features + 1);
          }
          LinearKernel.Columns columns =
              new LinearKernel.Columns(features, weights, new int[many], many, at, true);
          DenseKernel plain = new PlainDenseKernel(columns);
          DenseKernel vectors =
              many < 4 ? new VectorDenseKernel(columns) : new VectorManyColumns(columns);
          double[] expected = new double[many * rows];
          double[] found = new double[many * rows];
          int sums = many * (features + 1);
          for (DenseKernel kernel : List.of(plain, vectors)) {
            kernel.begin((DenseBlock) samples.dense(1000).get(0));
          }
          double[] expectedSums = visit(plain, rows, residuals, expected, sums);
          assertArrayEquals(expectedSums, visit(vectors, rows, residuals, found, sums));
          assertArrayEquals(expected, found);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8, 9, 15, 16, 17, 24, 35})
  void vectorsHaveTheBitsOfThePlainLoopsOnSparseRows(int many) {
    Random random = new Random(many);
    int rows = 100;
    SparseBlock block = (SparseBlock) samples(rows, 61, random).sparse(1000).get(0);
    int[] dictionary = block.dictionary();
    double[][] weights = new double[many][];
    double[][] residuals = new double[many][];
    int[] depositAt = new int[many];
    double[] side = new double[dictionary.length * many];
    double[] biases = new double[many];
    for (int v = 0; v < many; v++) {
      weights[v] = random.doubles(62, -1, 1).toArray();
      residuals[v] = random.doubles(rows, -1, 1).toArray();
      depositAt[v] = 62 * v;
      biases[v] = weights[v][61];
      for (int e = 0; e < dictionary.length; e++) {
        side[e * many + v] = weights[v][dictionary[e]];
      }
    }
    SparseColumns vectors = new VectorSparseColumns();
    int taken = vectors.whole(many);
    assertEquals(many / 4, taken / 4, 1);
    double[][] margins = new double[many][rows];
    vectors.margins(block, 0, rows, side, many, biases, margins);
    double[] gradient = new double[dictionary.length * many];
    vectors.addGradient(block, 0, rows, residuals, gradient, many);

    SparseKernel plain =
        new SparseKernel(
            new LinearKernel.Columns(61, weights, new int[many], many, depositAt, true), null);
    plain.begin(block);
    double[] found = new double[many * rows];
    double[] sums = visit(plain, rows, residuals, found, 62 * many);
    for (int v = 0; v < taken; v++) {
      assertArrayEquals(Arrays.copyOfRange(found, v * rows, (v + 1) * rows), margins[v]);
      for (int e = 0; e < dictionary.length; e++) {
        assertEquals(sums[62 * v + dictionary[e]], gradient[e * many + v]);
      }
    }
  }

  @Test
  void aKernelCanVisitOneBlockAfterAnother() {
    Random random = new Random(5);
    Samples samples = samples(70, 9, random);
    double[][] weights = {random.doubles(9, -1, 1).toArray()};
    double[][] residuals = {random.doubles(70, -1, 1).toArray()};
    LinearKernel.Columns columns =
        new LinearKernel.Columns(9, weights, new int[1], 1, new int[1], false);
    SparseKernel kernel = new SparseKernel(columns);
    BinnedSums sums = new BinnedSums(9);
    int row = 0;
    for (var block : samples.sparse(21)) {
      kernel.begin((SparseBlock) block);
      double[][] residual = new double[1][LinearKernel.TILE];
      System.arraycopy(residuals[0], row, residual[0], 0, block.rows());
      kernel.addGradient(0, block.rows(), residual);
      kernel.deposit(sums);
      row += block.rows();
    }
    assertArrayEquals(PlainProducts.gradients(samples, residuals, false), sums.values(), 1e-12);
  }

  private static DenseKernel dense(LinearKernel.Columns columns, Samples samples) {
    DenseKernel kernel = DenseKernel.of(columns);
    kernel.begin((DenseBlock) samples.dense(1000).get(0));
    return kernel;
  }

  private static SparseKernel sparse(LinearKernel.Columns columns, Samples samples) {
    SparseKernel kernel = new SparseKernel(columns);
    kernel.begin((SparseBlock) samples.sparse(1000).get(0));
    return kernel;
  }

  /** Visits all tiles; found[v * rows + r] becomes a margin; returns the deposited gradients. */
  private static double[] visit(
      LinearKernel kernel, int rows, double[][] residuals, double[] found, int sums) {
    int many = residuals.length;
    double[][] tileMargins = new double[many][LinearKernel.TILE];
    double[][] tileResiduals = new double[many][LinearKernel.TILE];
    int step = kernel.tileRows();
    for (int first = 0; first < rows; first += step) {
      int count = Math.min(step, rows - first);
      kernel.margins(first, count, tileMargins);
      for (int v = 0; v < many; v++) {
        for (int r = 0; r < count; r++) {
          found[v * rows + first + r] = tileMargins[v][r];
          tileResiduals[v][r] = residuals[v][first + r];
        }
      }
      kernel.addGradient(first, count, tileResiduals);
    }
    BinnedSums into = new BinnedSums(sums);
    kernel.deposit(into);
    return into.values();
  }

  private static Samples samples(int rows, int features, Random random) {
    float[][] x = new float[rows][features];
    for (float[] row : x) {
      for (int j = 0; j < features; j++) {
        row[j] = random.nextInt(3) == 0 ? 0 : (float) random.nextGaussian();
      }
    }
    return new Samples(x);
  }
}
