package org.trainyard.mapreduce.network;

/**
 * Products of matrices that are stored as arrays of rows, in float. Vectorises over the columns of
 * the result; every element of a result is summed in ascending order of the inner index, whatever
 * the machine and the blocks. Nothing is allocated.
 *
 * <p>Two rows of the result take up three rows of the other factor at a time, which C2 of Java 17
 * still vectorises (its limit is about twelve operations in a loop) and which needs the fewest
 * loads for an operation; panels of the other factor stay in the second cache, after K. Goto and R.
 * A. van de Geijn, "Anatomy of High-Performance Matrix Multiplication", ACM Transactions on
 * Mathematical Software 34(3), 2008.
 */
public final class MatrixKernel {
  /** Inner indices of a panel: a multiple of three. */
  private static final int PANEL_INNER = 96;

  /** Columns of a panel; so many of each of five rows fit into the first cache. */
  private static final int PANEL_COLUMNS = 512;

  /** Numbers of a result that fit into the first cache beside three rows of a panel. */
  private static final int PANEL_RESULT = 4096;

  private MatrixKernel() {}

  /**
   * c[r] += sum over i of a[r][i] * b[i].
   *
   * @param a rows * inner, or wider; not modified
   * @param b inner * width; not modified
   * @param c rows * width; modified
   */
  public static void addProduct(float[][] a, int rows, int inner, float[][] b, float[][] c) {
    int width = rows == 0 ? 0 : c[0].length;
    for (int from = 0; from < inner; from += PANEL_INNER) {
      int to = Math.min(inner, from + PANEL_INNER);
      for (int left = 0; left < width; left += PANEL_COLUMNS) {
        int right = Math.min(width, left + PANEL_COLUMNS);
        int r = 0;
        for (; r + 2 <= rows; r += 2) {
          addTwoRows(a[r], a[r + 1], from, to, b, c[r], c[r + 1], left, right);
        }
        if (r < rows) {
          addRow(a[r], from, to, b, c[r], left, right);
        }
      }
    }
  }

  private static void addTwoRows(
      float[] a0,
      float[] a1,
      int from,
      int to,
      float[][] b,
      float[] c0,
      float[] c1,
      int left,
      int right) {
    int i = from;
    for (; i + 3 <= to; i += 3) {
      addThreeToTwo(
          c0, c1, b[i], b[i + 1], b[i + 2], a0[i], a0[i + 1], a0[i + 2], a1[i], a1[i + 1],
          a1[i + 2], left, right);
    }
    for (; i < to; i++) {
      addOne(c0, b[i], a0[i], left, right);
      addOne(c1, b[i], a1[i], left, right);
    }
  }

  private static void addRow(
      float[] a, int from, int to, float[][] b, float[] c, int left, int right) {
    for (int i = from; i < to; i++) {
      addOne(c, b[i], a[i], left, right);
    }
  }

  /**
   * c[i] += sum over r of a[r][i] * b[r]: the product with a transposed.
   *
   * @param a rows * inner, or wider; not modified
   * @param b rows * width; not modified
   * @param c inner * width; modified
   */
  public static void addTransposedProduct(
      float[][] a, int rows, int inner, float[][] b, float[][] c) {
    int width = inner == 0 ? 0 : c[0].length;
    for (int left = 0; left < width; left += PANEL_COLUMNS) {
      int right = Math.min(width, left + PANEL_COLUMNS);
      int panel = Math.max(2, PANEL_RESULT / (right - left)) & ~1;
      for (int from = 0; from < inner; from += panel) {
        addTransposedPanel(a, rows, from, Math.min(inner, from + panel), b, c, left, right);
      }
    }
  }

  /** Adds to some rows of the result, which stay in the first cache while b passes by. */
  private static void addTransposedPanel(
      float[][] a, int rows, int from, int to, float[][] b, float[][] c, int left, int right) {
    int r = 0;
    for (; r + 3 <= rows; r += 3) {
      addThreeRows(a[r], a[r + 1], a[r + 2], from, to, b[r], b[r + 1], b[r + 2], c, left, right);
    }
    for (; r < rows; r++) {
      for (int i = from; i < to; i++) {
        addOne(c[i], b[r], a[r][i], left, right);
      }
    }
  }

  private static void addThreeRows(
      float[] a0,
      float[] a1,
      float[] a2,
      int from,
      int to,
      float[] b0,
      float[] b1,
      float[] b2,
      float[][] c,
      int left,
      int right) {
    int i = from;
    for (; i + 2 <= to; i += 2) {
      addThreeToTwo(
          c[i], c[i + 1], b0, b1, b2, a0[i], a1[i], a2[i], a0[i + 1], a1[i + 1], a2[i + 1], left,
          right);
    }
    if (i < to) {
      addOne(c[i], b0, a0[i], left, right);
      addOne(c[i], b1, a1[i], left, right);
      addOne(c[i], b2, a2[i], left, right);
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
    addOne(c, b, a, 0, c.length);
  }

  private static void addOne(float[] c, float[] b, float a, int left, int right) {
    for (int j = left; j < right; j++) {
      c[j] += a * b[j];
    }
  }

  /** c0 += a00 * b0 + a01 * b1 + a02 * b2, and c1 likewise; each from left to right. */
  private static void addThreeToTwo(
      float[] c0,
      float[] c1,
      float[] b0,
      float[] b1,
      float[] b2,
      float a00,
      float a01,
      float a02,
      float a10,
      float a11,
      float a12,
      int left,
      int right) {
    for (int j = left; j < right; j++) {
      float x0 = b0[j];
      float x1 = b1[j];
      float x2 = b2[j];
      float sum0 = ((c0[j] + a00 * x0) + a01 * x1) + a02 * x2;
      float sum1 = ((c1[j] + a10 * x0) + a11 * x1) + a12 * x2;
      c0[j] = sum0;
      c1[j] = sum1;
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
