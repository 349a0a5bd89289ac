package org.trainyard.mapreduce.elementary;

/**
 * Natural logarithms, within 1.5 ulp.
 *
 * <p>With s = f / (2 + f) and z = s², log(1 + f) = f - (f²/2 - s (f²/2 + z Q(z))), the form of
 * {@code e_log.c} in fdlibm (Sun Microsystems, "Freely Distributable LIBM", 1993); Q approximates
 * 2/3 + 2/5 z + 2/7 z² + … on [0, 1/9] to 10<sup>-16</sup> by interpolation at Chebyshev points, so
 * that f may be anything from 0 to 1 and no case need be told from another.
 */
public final class Logarithm {
  static final double Q0 = 0x1.5555555555555p-1;
  static final double Q1 = 0x1.999999999a3ddp-2;
  static final double Q2 = 0x1.24924923d44c6p-2;
  static final double Q3 = 0x1.c71c727143318p-3;
  static final double Q4 = 0x1.745cf0b0e03bdp-3;
  static final double Q5 = 0x1.3b18b294bebf9p-3;
  static final double Q6 = 0x1.10ac75dc602b1p-3;
  static final double Q7 = 0x1.eb905e8575054p-4;
  static final double Q8 = 0x1.687a6e7c95176p-4;
  static final double Q9 = 0x1.4b0a26c5f2aefp-3;

  private static final double LN2_HIGH = 0x1.62e42feep-1;
  private static final double LN2_LOW = 0x1.a39ef35793c76p-33;

  /** The bits of 1/√2, rounded up to 32. */
  private static final long ROOT_HALF = 0x3FE6_A09F_0000_0000L;

  private Logarithm() {}

  /** log(1 + x) for x from 0 to 1; NaN of NaN. */
  public static double log1p(double x) {
    double s = x / (2.0 + x);
    double z = s * s;
    double half = 0.5 * x * x;
    return x - (half - s * (half + z * q(z)));
  }

  /**
   * log(1 + x) of each number from 0 to 1.
   *
   * @param x modified from {@code from} up to {@code to}
   */
  public static void log1p(double[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] = log1p(x[i]);
    }
  }

  /** log x; -∞ of 0, NaN of anything below. */
  public static double log(double x) {
    if (!(x >= Double.MIN_NORMAL && x < Double.POSITIVE_INFINITY)) {
      return StrictMath.log(x);
    }
    // x = 2^k (1 + f), 1 + f between the roots of 1/2 and 2.
    long bits = Double.doubleToRawLongBits(x);
    long k = (bits - ROOT_HALF) >> 52;
    double f = Double.longBitsToDouble(bits - (k << 52)) - 1.0;
    double s = f / (2.0 + f);
    double z = s * s;
    double half = 0.5 * f * f;
    return k * LN2_HIGH - ((half - (s * (half + z * q(z)) + k * LN2_LOW)) - f);
  }

  private static double q(double z) {
    double upper = Q5 + z * (Q6 + z * (Q7 + z * (Q8 + z * Q9)));
    return Q0 + z * (Q1 + z * (Q2 + z * (Q3 + z * (Q4 + z * upper))));
  }
}
