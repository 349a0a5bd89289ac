package org.trainyard.it.bench.generate;

import java.util.Arrays;

/**
 * Sparse rows of a logistic model in LIBSVM's form: a fixed number of different columns in each
 * row, the column of rank r drawn with a probability in proportion to r to the power of minus the
 * exponent, frequent columns scattered over the whole range as a dictionary or a hash scatters
 * them; values in (0, 1] with four decimals; the label is drawn from the model.
 */
final class SparseRows implements Rows {
  private static final double WEIGHT_DEVIATION = 0.6;

  /** Points of the distribution that are computed; between them it is linear. */
  private static final int QUANTILES = 1 << 16;

  private final int columns;
  private final int entries;
  private final double[] quantiles = new double[QUANTILES + 1];
  private final long seed;
  private final long stride;

  /**
   * @param columns of the data, numbered from 1 in the text
   * @param entries in each row, at most half of the columns
   * @param exponent of the power law, from 0 (uniform)
   */
  SparseRows(int columns, int entries, double exponent, long seed) {
    if (entries < 1 || entries > columns / 2) {
      throw new IllegalArgumentException(
          "--non-zeros " + entries + ": must be 1 to half of --columns " + columns);
    }
    this.columns = columns;
    this.entries = entries;
    this.seed = seed;
    this.stride = coprime(columns);
    Arrays.setAll(quantiles, k -> quantile((double) k / QUANTILES, columns + 1.0, exponent));
  }

  @Override
  public void append(long row, TextBuffer line) {
    RandomStream random = new RandomStream(seed, row);
    int[] chosen = new int[entries];
    for (int n = 0; n < entries; ) {
      n += insert(chosen, n, (int) (rank(random.uniform()) * stride % columns));
    }
    long[] values = new long[entries];
    double margin = 0;
    for (int i = 0; i < entries; i++) {
      values[i] = 1 + (random.bits() >>> 1) % 10_000;
      margin += values[i] * 1e-4 * weight(chosen[i]);
    }
    line.append(random.label(margin));
    for (int i = 0; i < entries; i++) {
      line.append(' ').append(chosen[i] + 1).append(':').append(values[i], 4);
    }
    line.append('\n');
  }

  /** Inverse of the distribution of a bounded power law over [1, columns + 1), from 0. */
  private long rank(double u) {
    int at = (int) (u * QUANTILES);
    double x = quantiles[at] + (quantiles[at + 1] - quantiles[at]) * (u * QUANTILES - at);
    return Math.min(columns - 1L, (long) x - 1);
  }

  private static double quantile(double u, double most, double exponent) {
    if (exponent == 1) {
      return StrictMath.pow(most, u);
    }
    double power = 1 - exponent;
    double x = StrictMath.pow(1 + u * (StrictMath.pow(most, power) - 1), 1 / power);
    return Math.max(1, Math.min(most, x));
  }

  private double weight(int column) {
    return WEIGHT_DEVIATION * new RandomStream(seed, -2L - column).normal();
  }

  /** Into the sorted first n, unless it is there; how many it became more. */
  private static int insert(int[] sorted, int n, int column) {
    int at = n;
    while (at > 0 && sorted[at - 1] > column) {
      at--;
    }
    if (at > 0 && sorted[at - 1] == column) {
      return 0;
    }
    System.arraycopy(sorted, at, sorted, at + 1, n - at);
    sorted[at] = column;
    return 1;
  }

  private static long coprime(int columns) {
    long candidate = Math.max(1, Math.round(0.618 * columns));
    while (gcd(candidate, columns) != 1) {
      candidate++;
    }
    return candidate;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
