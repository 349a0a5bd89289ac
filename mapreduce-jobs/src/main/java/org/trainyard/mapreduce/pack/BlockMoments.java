package org.trainyard.mapreduce.pack;

import java.util.Arrays;

/**
 * Sums of values and of their squares over one block, coordinate by coordinate, in the order of
 * addition, each with the rounding errors summed beside it (A. Neumaier, "Rundungsfehleranalyse
 * einiger Verfahren zur Summation endlicher Summen", ZAMM 54, 1974; the errors by D. E. Knuth, "The
 * Art of Computer Programming" 2, 4.2.2, without a branch): about twice the digits of a double, so
 * that a variance may be taken from them.
 */
final class BlockMoments {
  final long[] count;
  final double[] min;
  final double[] max;
  final double[] sum;
  final double[] sumError;
  final double[] squares;
  final double[] squaresError;

  BlockMoments(int width) {
    count = new long[width];
    min = new double[width];
    max = new double[width];
    sum = new double[width];
    sumError = new double[width];
    squares = new double[width];
    squaresError = new double[width];
    clear();
  }

  void clear() {
    Arrays.fill(count, 0);
    Arrays.fill(min, Double.POSITIVE_INFINITY);
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
    Arrays.fill(sum, 0);
    Arrays.fill(sumError, 0);
    Arrays.fill(squares, 0);
    Arrays.fill(squaresError, 0);
  }

  /** Adds a float, whose square is exact in double. */
  void add(int i, float value) {
    double x = value;
    add(i, x, x * x, 0);
  }

  /** Adds a double; what its square loses by rounding is added, too. */
  void add(int i, double x) {
    double square = x * x;
    add(i, x, square, Math.fma(x, x, -square));
  }

  private void add(int i, double x, double square, double squareRest) {
    count[i]++;
    min[i] = Math.min(min[i], x);
    max[i] = Math.max(max[i], x);
    double s = sum[i] + x;
    sumError[i] += error(sum[i], x, s);
    sum[i] = s;
    double q = squares[i] + square;
    squaresError[i] += error(squares[i], square, q) + squareRest;
    squares[i] = q;
  }

  /** Adds a row without missing values, one to each coordinate: {@code row[from]} to the first. */
  void addRow(float[] row, int from) {
    extend(row, from);
    for (int i = 0; i < sum.length; i++) {
      double x = row[from + i];
      double s = sum[i] + x;
      sumError[i] += error(sum[i], x, s);
      sum[i] = s;
    }
    for (int i = 0; i < squares.length; i++) {
      double x = row[from + i];
      double q = squares[i] + x * x;
      squaresError[i] += error(squares[i], x * x, q);
      squares[i] = q;
    }
  }

  private void extend(float[] row, int from) {
    for (int i = 0; i < min.length; i++) {
      count[i]++;
      min[i] = Math.min(min[i], row[from + i]);
      max[i] = Math.max(max[i], row[from + i]);
    }
  }

  /** What {@code sum}, which is a + b rounded, is too small by: exact unless it overflows. */
  static double error(double a, double b, double sum) {
    double added = sum - a;
    return (a - (sum - added)) + (b - added);
  }
}
