package org.trainyard.mapreduce.network;

/**
 * Products of matrices that are stored as arrays of rows, in float. Vectorises over the columns of
 * the result; every element of a result is summed in ascending order of the inner index, whatever
 * the machine. Nothing is allocated.
 */
final class MatrixKernel {
  private MatrixKernel() {}

  /**
   * c[r] += sum over i of a[r][i] * b[i].
   *
   * @param a rows * inner, or wider; not modified
   * @param b inner * width; not modified
   * @param c rows * width; modified
   */
  static void addProduct(float[][] a, int rows, int inner, float[][] b, float[][] c) {
    for (int r = 0; r < rows; r++) {
      addRow(a[r], inner, b, c[r]);
    }
  }

  private static void addRow(float[] a, int inner, float[][] b, float[] c) {
    int i = 0;
    for (; i + 4 <= inner; i += 4) {
      addFour(c, b[i], b[i + 1], b[i + 2], b[i + 3], a[i], a[i + 1], a[i + 2], a[i + 3]);
    }
    for (; i < inner; i++) {
      addOne(c, b[i], a[i]);
    }
  }

  /**
   * c[i] += sum over r of a[r][i] * b[r]: the product with a transposed.
   *
   * @param a rows * inner, or wider; not modified
   * @param b rows * width; not modified
   * @param c inner * width; modified
   */
  static void addTransposedProduct(float[][] a, int rows, int inner, float[][] b, float[][] c) {
    for (int i = 0; i < inner; i++) {
      int r = 0;
      for (; r + 4 <= rows; r += 4) {
        addFour(
            c[i],
            b[r],
            b[r + 1],
            b[r + 2],
            b[r + 3],
            a[r][i],
            a[r + 1][i],
            a[r + 2][i],
            a[r + 3][i]);
      }
      for (; r < rows; r++) {
        addOne(c[i], b[r], a[r][i]);
      }
    }
  }

  /**
   * c += sum over n of a[n] * b[index[n]]: one sparse row times a matrix.
   *
   * @param index rows of b
   * @param a factors
   * @param count how many of them
   */
  static void addSparseRow(int[] index, float[] a, int count, float[][] b, float[] c) {
    int n = 0;
    for (; n + 4 <= count; n += 4) {
      addFour(
          c,
          b[index[n]],
          b[index[n + 1]],
          b[index[n + 2]],
          b[index[n + 3]],
          a[n],
          a[n + 1],
          a[n + 2],
          a[n + 3]);
    }
    for (; n < count; n++) {
      addOne(c, b[index[n]], a[n]);
    }
  }

  /** to[o][i] = from[i][o], for as many rows and columns as {@code to} has. */
  static void transpose(float[][] from, float[][] to) {
    for (int o = 0; o < to.length; o++) {
      for (int i = 0; i < to[o].length; i++) {
        to[o][i] = from[i][o];
      }
    }
  }

  /** c += a * b. */
  static void addOne(float[] c, float[] b, float a) {
    for (int j = 0; j < c.length; j++) {
      c[j] += a * b[j];
    }
  }

  private static void addFour(
      float[] c,
      float[] b0,
      float[] b1,
      float[] b2,
      float[] b3,
      float a0,
      float a1,
      float a2,
      float a3) {
    for (int j = 0; j < c.length; j++) {
      c[j] = (((c[j] + a0 * b0[j]) + a1 * b1[j]) + a2 * b2[j]) + a3 * b3[j];
    }
  }
}
