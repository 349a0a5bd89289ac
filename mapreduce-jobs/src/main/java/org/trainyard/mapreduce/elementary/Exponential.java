package org.trainyard.mapreduce.elementary;

/**
 * e<sup>x</sup>, within 1 ulp (1.5 where the result is subnormal); 0 below -745.13, infinite above
 * 709.78, NaN of NaN.
 *
 * <p>With n the whole number nearest to x / ln 2 and r = x - n ln 2, the result is 2<sup>n</sup>
 * times a rational approximation of e<sup>r</sup>, whose coefficients are those of {@code e_exp.c}
 * in fdlibm (Sun Microsystems, "Freely Distributable LIBM", 1993).
 */
public final class Exponential {
  static final double PER_LN2 = 0x1.71547652b82fep0;

  /** Added, it leaves no room for a fraction: the lowest bits are a whole number. */
  static final double WHOLE = 0x1.8p52;

  /** ln 2 in two parts; a whole number of the first is exact. */
  static final double LN2_HIGH = 0x1.62e42feep-1;

  static final double LN2_LOW = 0x1.a39ef35793c76p-33;

  /** Beyond these the result is infinite or 0, and the factors 2<sup>n/2</sup> stay finite. */
  static final double MOST = 710.0;

  static final double LEAST = -746.0;

  /** Nearer to 0 than this, neither the result nor the power of two that it has is subnormal. */
  private static final double USUAL = 700.0;

  static final double P1 = 0x1.555555555553ep-3;
  static final double P2 = -0x1.6c16c16bebd93p-9;
  static final double P3 = 0x1.1566aaf25de2cp-14;
  static final double P4 = -0x1.bbd41c5d26bf1p-20;
  static final double P5 = 0x1.6376972bea4d0p-25;

  private Exponential() {}

  /** e to the power of one number. */
  public static double exp(double x) {
    double v = Math.max(Math.min(x, MOST), LEAST);
    double shifted = v * PER_LN2 + WHOLE;
    return scaled(fraction(v), shifted);
  }

  /**
   * e to the power of each number.
   *
   * @param x the first {@code count} are read
   * @param into modified: another array than x
   */
  public static void exp(double[] x, double[] into, int count) {
    exp(x, into, 0, count);
  }

  /**
   * e to the power of each number.
   *
   * @param x those from {@code from} up to {@code to} are read
   * @param into modified at the same places: another array than x
   */
  public static void exp(double[] x, double[] into, int from, int to) {
    for (int i = from; i < to; i++) {
      into[i] = fraction(x[i]);
    }
    for (int i = from; i < to; i++) {
      if (Math.abs(x[i]) < USUAL) {
        into[i] *= usualPower(x[i] * PER_LN2 + WHOLE);
      } else {
        into[i] = exp(x[i]);
      }
    }
  }

  private static double fraction(double v) {
    double n = (v * PER_LN2 + WHOLE) - WHOLE;
    double high = v - n * LN2_HIGH;
    double low = n * LN2_LOW;
    double r = high - low;
    double z = r * r;
    double c = r - z * (P1 + z * (P2 + z * (P3 + z * (P4 + z * P5))));
    return 1.0 - ((low - (r * c) / (2.0 - c)) - high);
  }

  /** y * 2^n for the n in the lowest bits of {@code shifted}: in two steps, so that both exist. */
  private static double scaled(double y, double shifted) {
    int n = (int) Double.doubleToRawLongBits(shifted);
    int half = n >> 1;
    return y * power(half) * power(n - half);
  }

  /** 2^n for the n in the lowest bits of {@code shifted}, if it is a normal number. */
  private static double usualPower(double shifted) {
    return Double.longBitsToDouble((Double.doubleToRawLongBits(shifted) + 1023L) << 52);
  }

  private static double power(int n) {
    return Double.longBitsToDouble((n + 1023L) << 52);
  }
}
