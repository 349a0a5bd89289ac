package org.trainyard.mapreduce.pack;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.trainyard.formats.partial.BinnedSums;

/**
 * Count, minimum, maximum, mean and variance of numeric columns over any number of blocks: the same
 * whatever the order in which blocks and partial results are added. Not thread-safe.
 */
final class NumericMoments {
  private final int width;
  private final long[] count;
  private final double[] min;
  private final double[] max;
  private final BinnedSums sums;
  private final BinnedSums squares;

  /** What follows from the sums of one column. */
  record Summary(long count, double min, double max, double mean, double variance) {}

  NumericMoments(int width) {
    this.width = width;
    count = new long[width];
    min = new double[width];
    max = new double[width];
    Arrays.fill(min, Double.POSITIVE_INFINITY);
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
    sums = new BinnedSums(width);
    squares = new BinnedSums(width);
  }

  /** Adds coordinate {@code from} of a block's sums to coordinate {@code i}. */
  void add(int i, BlockMoments block, int from) {
    count[i] += block.count[from];
    min[i] = Math.min(min[i], block.min[from]);
    max[i] = Math.max(max[i], block.max[from]);
    sums.add(i, block.sum[from]);
    sums.add(i, block.sumError[from]);
    squares.add(i, block.squares[from]);
    squares.add(i, block.squaresError[from]);
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
      out.writeDouble(min[i]);
      out.writeDouble(max[i]);
      sums.write(out, i, i + 1);
      squares.write(out, i, i + 1);
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
    count[i] += in.readLong();
    min[i] = Math.min(min[i], in.readDouble());
    max[i] = Math.max(max[i], in.readDouble());
    sums.readAndAdd(in, i, i + 1);
    squares.readAndAdd(in, i, i + 1);
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
    double least = withZeros ? Math.min(min[i], 0) : min[i];
    double most = withZeros ? Math.max(max[i], 0) : max[i];
    double mean = sums.value(i) / n;
    return new Summary(count[i], least, most, mean, variance(i, n));
  }

  /**
   * (n·Σx² - (Σx)²) / n², in which nearly all digits may cancel: hence with about twice the digits
   * of a double, each product with its rounding error (T. J. Dekker, "A floating-point technique
   * for extending the available precision", Numerische Mathematik 18, 1971).
   */
  private double variance(int i, double n) {
    double sum = sums.value(i);
    double square = squares.value(i);
    double a = n * square;
    double b = sum * sum;
    double difference = a - b;
    double back = difference - a;
    double lost = (a - (difference - back)) - (b + back);
    double rest =
        lost
            + (Math.fma(n, square, -a) - Math.fma(sum, sum, -b))
            + (n * squares.remainder(i) - 2 * sum * sums.remainder(i));
    double numerator = difference + rest;
    return numerator <= 0 ? 0.0 : numerator / n / n;
  }
}
