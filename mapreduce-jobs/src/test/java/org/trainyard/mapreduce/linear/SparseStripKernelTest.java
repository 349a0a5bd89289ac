package org.trainyard.mapreduce.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trainyard.formats.partial.BinnedSums;
import org.trainyard.formats.sample.BlockHeader;
import org.trainyard.formats.sample.SparseBlock;

/** Strips of features against rows, which are the reference: the same bits. */
class SparseStripKernelTest {
  /** The dictionary of a block is shorter: more than one strip, and the last one not full. */
  private static final int FEATURES = 3000;

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 9, 16, 20, 24, 35})
  void hasTheBitsOfRowAfterRow(int many) {
    Random random = new Random(many);
    for (int gradients : new int[] {1, (many + 1) / 2, many}) {
      LinearKernel.Columns columns = columns(many, gradients, many % 2 == 0, random);
      SparseBlock[] blocks = {
        block(600, 30, random), block(1, 5, random), block(0, 0, random), block(70, 300, random)
      };
      SparseKernel rows = new SparseKernel(columns, null);
      SparseStripKernel plain = new SparseStripKernel(columns, null);
      SparseStripKernel vectors = new SparseStripKernel(columns);
      BinnedSums[] sums = new BinnedSums[3];
      Arrays.setAll(sums, k -> new BinnedSums(gradients * (FEATURES + 1)));
      for (SparseBlock block : blocks) {
        double[][] residuals = numbers(gradients, block.rows(), random);
        rows.begin(block);
        double[] expected = visit(rows, block, columns, residuals, sums[0]);
        plain.begin(block);
        assertArrayEquals(expected, visit(plain, block, columns, residuals, sums[1]));
        vectors.begin(block);
        assertArrayEquals(expected, visit(vectors, block, columns, residuals, sums[2]));
      }
      assertArrayEquals(sums[0].values(), sums[1].values());
      assertArrayEquals(sums[0].values(), sums[2].values());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 24, 56, 64})
  void vectorsHaveTheBitsOfThePlainLoop(int width) {
    Random random = new Random(width);
    int entries = 500;
    int[] into = random.ints(entries, 0, 20).toArray();
    int[] from = random.ints(entries, 0, 30).toArray();
    float[] x = new float[entries];
    for (int k = 0; k < entries; k++) {
      x[k] = (float) random.nextGaussian();
    }
    double[] source = random.doubles(30L * width, -1, 1).toArray();
    double[] expected = random.doubles(20L * width, -1, 1).toArray();
    double[] found = expected.clone();
    new PlainStripProducts().add(3, entries - 2, into, from, x, expected, source, width);
    new VectorStripProducts().add(3, entries - 2, into, from, x, found, source, width);
    assertArrayEquals(expected, found);
    int row = 7 * width;
    double first = random.nextDouble();
    Arrays.fill(found, row, row + width, first);
    new PlainStripProducts().add(0, 1, new int[] {7}, from, x, found, source, width);
    assertEquals(first + x[0] * source[from[0] * width + 5], found[row + 5]);
  }

  @Test
  void aBlockThatOnlyAsksMarginsLeavesTheSumsAsTheyAre() {
    Random random = new Random(1);
    LinearKernel.Columns columns = columns(8, 8, true, random);
    SparseStripKernel kernel = new SparseStripKernel(columns);
    BinnedSums sums = new BinnedSums(8 * (FEATURES + 1));
    SparseBlock block = block(40, 10, random);
    kernel.begin(block);
    visit(kernel, block, columns, numbers(8, 40, random), sums);
    final double[] before = sums.values();
    kernel.begin(block);
    kernel.margins(0, 40, new double[8][LinearKernel.TILE]);
    kernel.deposit(sums);
    assertArrayEquals(before, sums.values());
  }

  @Test
  void suitsManyColumnsOfBlocksWithMoreFeaturesThanRows() {
    Random random = new Random(2);
    SparseBlock wide = block(200, 20, random);
    assertTrue(SparseStripKernel.suits(wide, columns(16, 8, true, random)));
    assertFalse(SparseStripKernel.suits(wide, columns(16, 7, true, random)));
    SparseBlock tall = block(4000, 3, random);
    assertFalse(SparseStripKernel.suits(tall, columns(16, 8, true, random)));
  }

  private static double[][] numbers(int columns, int each, Random random) {
    double[][] numbers = new double[columns][];
    Arrays.setAll(numbers, c -> random.doubles(each, -1, 1).toArray());
    return numbers;
  }

  private static LinearKernel.Columns columns(
      int many, int gradients, boolean intercept, Random random) {
    int[] weightsAt = random.ints(many, 0, 5).toArray();
    int[] depositAt = new int[gradients];
    Arrays.setAll(depositAt, c -> c * (FEATURES + 1));
    double[][] weights = numbers(many, FEATURES + 6, random);
    return new LinearKernel.Columns(FEATURES, weights, weightsAt, gradients, depositAt, intercept);
  }

  /** Features that follow a power law, {@code entries} in a row. */
  private static SparseBlock block(int rows, int entries, Random random) {
    int[] rowStart = new int[rows + 1];
    int[][] features = new int[rows][];
    for (int r = 0; r < rows; r++) {
      features[r] =
          random
              .doubles()
              .mapToInt(u -> (int) (FEATURES * u * u))
              .distinct()
              .limit(entries)
              .sorted()
              .toArray();
      rowStart[r + 1] = rowStart[r] + entries;
    }
    int[] dictionary =
        Arrays.stream(features).flatMapToInt(Arrays::stream).sorted().distinct().toArray();
    int[] columns =
        Arrays.stream(features)
            .flatMapToInt(Arrays::stream)
            .map(f -> Arrays.binarySearch(dictionary, f))
            .toArray();
    float[] values = new float[columns.length];
    for (int k = 0; k < values.length; k++) {
      values[k] = (float) random.nextGaussian();
    }
    return new SparseBlock(
        new BlockHeader(0, new double[rows], null),
        FEATURES,
        dictionary,
        rowStart,
        columns,
        values);
  }

  /** Visits all tiles of the present block; margins of row r at {@code [r * many + v]}. */
  private static double[] visit(
      LinearKernel kernel,
      SparseBlock block,
      LinearKernel.Columns columns,
      double[][] residuals,
      BinnedSums into) {
    int many = columns.margins();
    double[] found = new double[block.rows() * many];
    double[][] margins = new double[many][LinearKernel.TILE];
    double[][] tile = new double[residuals.length][LinearKernel.TILE];
    for (int first = 0; first < block.rows(); first += kernel.tileRows()) {
      int rows = Math.min(kernel.tileRows(), block.rows() - first);
      kernel.margins(first, rows, margins);
      for (int r = 0; r < rows; r++) {
        for (int v = 0; v < many; v++) {
          found[(first + r) * many + v] = margins[v][r];
        }
      }
      for (int c = 0; c < residuals.length; c++) {
        System.arraycopy(residuals[c], first, tile[c], 0, rows);
      }
      kernel.addGradient(first, rows, tile);
    }
    kernel.deposit(into);
    return found;
  }
}
