package org.trainyard.mapreduce.pack;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.trainyard.formats.partial.BinnedSums;

/**
 * Count, minimum, maximum, mean and variance of numeric columns over any number of blocks: the same
 * whatever the order in which blocks and partial results are added. Not thread-safe.
 */
final class NumericMoments {
  private final int width;
  private final long[] count;

  /** Smallest and largest value of each column, side by side. */
  private final double[] extremes;

  /** Sums of the values (2i) and of their squares (2i + 1), side by side: one visit of memory. */
  private final BinnedSums sums;

  /** What follows from the sums of one column. */
  record Summary(long count, double min, double max, double mean, double variance) {}

  NumericMoments(int width) {
    this.width = width;
    count = new long[width];
    extremes = new double[2 * width];
    for (int i = 0; i < width; i++) {
      extremes[2 * i] = Double.POSITIVE_INFINITY;
      extremes[2 * i + 1] = Double.NEGATIVE_INFINITY;
    }
    sums = new BinnedSums(2 * width);
  }

  /** Adds coordinate {@code from} of a block's sums to coordinate {@code i}. */
  void add(int i, BlockMoments block, int from) {
    add(i, block.count[from], block.min[from], block.max[from]);
    addSums(
        i, block.sum[from], block.sumError[from], block.squares[from], block.squaresError[from]);
  }

  /**
   * Adds the values of a block to coordinate {@code i}, in their order; as {@link BlockMoments}.
   */
  void add(int i, float[] values, int from, int to) {
    if (to - from == 1) {
      double x = values[from];
      add(i, 1, x, x);
      addSums(i, x, 0, x * x, 0);
      return;
    }
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double error = 0;
    double square = 0;
    double squareError = 0;
    for (int n = from; n < to; n++) {
      double x = values[n];
      least = Math.min(least, x);
      most = Math.max(most, x);
      double s = sum + x;
      error += BlockMoments.error(sum, x, s);
      sum = s;
      double q = square + x * x;
      squareError += BlockMoments.error(square, x * x, q);
      square = q;
    }
    add(i, to - from, least, most);
    addSums(i, sum, error, square, squareError);
  }

  /** Adds so many ones of a block to coordinate {@code i}: their sums are exact. */
  void addOnes(int i, int times) {
    add(i, times, 1, 1);
    addSums(i, times, 0, times, 0);
  }

  private void add(int i, long values, double least, double most) {
    count[i] += values;
    extremes[2 * i] = Math.min(extremes[2 * i], least);
    extremes[2 * i + 1] = Math.max(extremes[2 * i + 1], most);
  }

  private void addSums(int i, double sum, double error, double square, double squareError) {
    sums.add(2 * i, sum);
    sums.add(2 * i, error);
    sums.add(2 * i + 1, square);
    sums.add(2 * i + 1, squareError);
  }

  /** Adds all coordinates of a block's sums. */
  void add(BlockMoments block) {
    for (int i = 0; i < width; i++) {
      add(i, block, i);
    }
  }

  /** Writes coordinates {@code from} up to, not including, {@code to}. */
  void write(DataOutput out, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      out.writeLong(count[i]);
      out.writeDouble(extremes[2 * i]);
      out.writeDouble(extremes[2 * i + 1]);
      sums.write(out, 2 * i, 2 * i + 2);
    }
  }

  /** Reads what {@link #write} wrote and adds it to coordinates of the same number, from 0. */
  void readAndAdd(DataInput in, int to) throws IOException {
    for (int i = 0; i < to; i++) {
      readAndAddOne(in, i);
    }
  }

  /** Reads one coordinate and adds it to coordinate {@code i}. */
  void readAndAddOne(DataInput in, int i) throws IOException {
    add(i, in.readLong(), in.readDouble(), in.readDouble());
    sums.readAndAdd(in, 2 * i, 2 * i + 2);
  }

  /** Number of values of a column. */
  long count(int i) {
    return count[i];
  }

  /** What is known of a column over its values. */
  Summary summary(int i) {
    return summary(i, count[i], false);
  }

  /** What is known of a sparse column over so many samples, of which those without entry are 0. */
  Summary summaryOfSparse(int i, long rows) {
    return summary(i, rows, rows > count[i]);
  }

  private Summary summary(int i, long n, boolean withZeros) {
    if (n == 0) {
      return new Summary(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    double min = extremes[2 * i];
    double max = extremes[2 * i + 1];
    double least = withZeros ? Math.min(min, 0) : min;
    double most = withZeros ? Math.max(max, 0) : max;
    // The sums of a single float are exact: no need to fetch them. A zero in them is +0.
    boolean known = count[i] == 1 && (float) min == min;
    double sum = known ? min + 0.0 : sums.value(2 * i);
    double square = known ? min * min : sums.value(2 * i + 1);
    return new Summary(count[i], least, most, sum / n, variance(i, n, sum, square));
  }

  /**
   * (n·Σx² - (Σx)²) / n², in which nearly all digits may cancel: hence with about twice the digits
   * of a double, each product with its rounding error (T. J. Dekker, "A floating-point technique
   * for extending the available precision", Numerische Mathematik 18, 1971).
   */
  private double variance(int i, double n, double sum, double square) {
    double a = n * square;
    double b = sum * sum;
    double difference = a - b;
    double back = difference - a;
    double lost = (a - (difference - back)) - (b + back);
    double rest =
        lost
            + (Math.fma(n, square, -a) - Math.fma(sum, sum, -b))
            + (count[i] == 1
                ? 0
                : n * sums.remainder(2 * i + 1, square) - 2 * sum * sums.remainder(2 * i, sum));
    double numerator = difference + rest;
    return numerator <= 0 ? 0.0 : numerator / n / n;
  }
}
