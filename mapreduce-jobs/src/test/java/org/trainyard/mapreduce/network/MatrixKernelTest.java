package org.trainyard.mapreduce.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fast products against three plain loops, to the last bit. */
class MatrixKernelTest {
  @ParameterizedTest
  @CsvSource({
    "0,1,1",
    "1,0,1",
    "1,1,1",
    "2,3,1",
    "3,4,5",
    "4,5,7",
    "5,8,16",
    "7,9,17",
    "64,63,33",
    "65,66,128",
    "8,16,129",
    "2,48,511",
    "3,49,512",
    "5,50,513",
    "4,95,1025",
    "1,97,10",
    "33,145,10"
  })
  void agreesWithPlainLoops(int rows, int inner, int width) {
    Random random = new Random(rows + 100L * inner + width);
    float[][] a = matrix(random, rows, inner);
    float[][] b = matrix(random, inner, width);
    float[][] c = matrix(random, rows, width);
    float[][] expected = copy(c);
    for (int r = 0; r < rows; r++) {
      for (int o = 0; o < width; o++) {
        for (int i = 0; i < inner; i++) {
          expected[r][o] += a[r][i] * b[i][o];
        }
      }
    }
    float[][] actual = copy(c);
    MatrixKernel.addProduct(a, rows, inner, b, actual);
    assertArrayEquals(expected, actual);

    float[][] sparse = copy(c);
    int[] index = new int[inner];
    for (int i = 0; i < inner; i++) {
      index[i] = i;
    }
    for (int r = 0; r < rows; r++) {
      MatrixKernel.addSparseRow(index, a[r], inner, b, sparse[r]);
    }
    assertArrayEquals(expected, sparse);
  }

  @ParameterizedTest
  @CsvSource({
    "0,1,1",
    "1,1,1",
    "2,3,1",
    "3,4,5",
    "4,5,7",
    "5,8,16",
    "63,9,17",
    "64,10,128",
    "47,2,513",
    "48,3,10",
    "49,5,1025",
    "50,1,512",
    "145,33,33"
  })
  void agreesWithPlainLoopsTransposed(int rows, int inner, int width) {
    Random random = new Random(rows + 100L * inner + width);
    float[][] a = matrix(random, rows, inner);
    float[][] b = matrix(random, rows, width);
    float[][] c = matrix(random, inner, width);
    float[][] expected = copy(c);
    for (int i = 0; i < inner; i++) {
      for (int o = 0; o < width; o++) {
        for (int r = 0; r < rows; r++) {
          expected[i][o] += a[r][i] * b[r][o];
        }
      }
    }
    MatrixKernel.addTransposedProduct(a, rows, inner, b, c);
    assertArrayEquals(expected, c);
  }

  private static float[][] matrix(Random random, int rows, int columns) {
    float[][] matrix = new float[rows][columns];
    for (float[] row : matrix) {
      for (int j = 0; j < columns; j++) {
        row[j] = (float) random.nextGaussian();
      }
    }
    return matrix;
  }

  private static float[][] copy(float[][] matrix) {
    float[][] copy = new float[matrix.length][];
    for (int r = 0; r < copy.length; r++) {
      copy[r] = matrix[r].clone();
    }
    return copy;
  }
}
