package org.trainyard.formats.partial;

/**
 * From the three digits of 32 bits that a sum is kept in, which need not be carried, to a double.
 */
final class SumRounding {
  private static final int BIN_BITS = 32;
  private static final long BIN_MASK = 0xFFFF_FFFFL;

  private SumRounding() {}

  /** (d2 · 2^64 + d1 · 2^32 + d0) · 2^exponent, rounded to the nearest double. */
  static double rounded(long d0, long d1, long d2, int exponent) {
    long carried = d1 + (d0 >> BIN_BITS);
    long high = d2 + (carried >> BIN_BITS);
    long low = (carried << BIN_BITS) | (d0 & BIN_MASK);
    boolean negative = high < 0;
    if (negative) {
      high = low == 0 ? -high : ~high;
      low = -low;
    }
    double magnitude = magnitude(high, low, exponent);
    return negative ? -magnitude : magnitude;
  }

  /** (high · 2^64 + low) · 2^exponent, both unsigned, rounded once (half to even). */
  private static double magnitude(long high, long low, int exponent) {
    if (high == 0) {
      if (low == 0) {
        return 0.0;
      }
      high = low;
      low = 0;
    } else {
      exponent += 64;
    }
    int zeros = Long.numberOfLeadingZeros(high);
    long leading = zeros == 0 ? high : (high << zeros) | (low >>> (64 - zeros));
    long rest = zeros == 0 ? low : low << zeros;
    // 64 leading bits, the lowest made sticky; shifted right by one (still sticky) it is a positive
    // long.
    long sticky = (leading >>> 1) | (leading & 1) | (rest != 0 ? 1 : 0);
    return Math.scalb((double) sticky, exponent - zeros + 1);
  }
}
