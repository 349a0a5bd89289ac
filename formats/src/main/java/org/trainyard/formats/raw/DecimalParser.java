package org.trainyard.formats.raw;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Parses decimal numbers out of bytes, to the same bits as {@link Float#parseFloat} and {@link
 * Double#parseDouble}, without making a text of them where it can be avoided.
 *
 * <p>Doubles: a mantissa below 2^53 times or divided by a power of ten up to 10^22 is one correctly
 * rounded operation (Clinger, "How to read floating point numbers accurately", PLDI 1990). Floats:
 * a double that is a few units in its last place off still rounds to the right float, unless it
 * lies that close to the middle between two floats. What neither decides goes to the library.
 */
final class DecimalParser {
  /** Not a decimal number. */
  static final int NO_NUMBER = 0;

  /** A decimal number; it may still be too large for the type that is asked for. */
  static final int NUMBER = 1;

  /** NaN or an infinity in words. */
  static final int NOT_FINITE = 2;

  private static final long EXACT_IN_FLOAT = 1L << 24;
  private static final long EXACT_IN_DOUBLE = 1L << 53;
  private static final int PLAIN_DIGITS = 18;
  private static final int LARGEST_POWER = 300;
  private static final double[] POWERS = new double[LARGEST_POWER + 1];
  private static final double LEAST_FLOAT = 1e-37;
  private static final double LARGEST_FLOAT = 3e38;
  private static final long BELOW_FLOAT = (1L << 29) - 1;
  private static final long MIDDLE = 1L << 28;
  private static final long DOUBT = 64;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ZEROS = 0x3030_3030_3030_3030L;

  /** Added to a digit's value, it leaves the highest bit clear; added to any greater one, not. */
  private static final long NINES = 0x7676_7676_7676_7676L;

  private static final long HIGHEST = 0x8080_8080_8080_8080L;
  private static final long[] TENS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
  };

  static {
    for (int e = 0; e <= LARGEST_POWER; e++) {
      POWERS[e] = Double.parseDouble("1e" + e);
    }
  }

  private byte[] bytes;
  private int from;
  private int to;
  private boolean negative;
  private long mantissa;
  private int exponent;
  private boolean cut;

  /** Parses the bytes; then the values can be asked for. */
  int parse(byte[] text, int start, int end) {
    return plain(text, start, end) == end ? NUMBER : parseAll(text, start, end);
  }

  /**
   * Parses a sign, at most 18 digits and a point among them, as nearly all numbers are; then the
   * values can be asked for.
   *
   * @return where the number ends, be it in the middle of something that is none; -1 if there is no
   *     such number
   */
  int plain(byte[] text, int start, int end) {
    // Signs and lengths are all but random: a branch on them would be mispredicted too often.
    int minus = start < end && text[start] == '-' ? 1 : 0;
    int i = start + minus;
    long w = 0;
    int first = i;
    for (int digit; i < end && (digit = text[i] - '0' & 0xFF) <= 9; i++) {
      w = 10 * w + digit;
    }
    int count = i - first;
    int fraction = 0;
    if (i < end && text[i] == '.') {
      first = ++i;
      for (int digits = 8; digits == 8 && i + 8 <= end; i += digits) {
        long eight = (long) LONGS.get(text, i) ^ ZEROS;
        digits = Long.numberOfTrailingZeros((eight + NINES | eight) & HIGHEST) >>> 3;
        w = w * TENS[digits] + number(eight, digits);
      }
      for (int digit; i < end && (digit = text[i] - '0' & 0xFF) <= 9; i++) {
        w = 10 * w + digit;
      }
      fraction = i - first;
      count += fraction;
    }
    if (count == 0 || count > PLAIN_DIGITS) {
      return -1;
    }
    bytes = text;
    from = start;
    to = i;
    negative = minus != 0;
    mantissa = w;
    exponent = -fraction;
    cut = false;
    return i;
  }

  /**
   * The number that up to eight digits mean, which stand in the lowest bytes: pairs, fours, eights
   * (after D. Lemire, "Number parsing at a gigabyte per second", Software: Practice and Experience
   * 51, 2021).
   */
  private static long number(long eight, int digits) {
    // What is shifted in are leading zeros. By 64 in two steps, which Java does not do in one.
    long x = eight << 4 * (8 - digits) << 4 * (8 - digits);
    x = x * 10 + (x >>> 8);
    return ((x & 0xFF_0000_00FFL) * (100 + (1_000_000L << 32))
            + (x >>> 16 & 0xFF_0000_00FFL) * (1 + (10_000L << 32)))
        >>> 32;
  }

  private int parseAll(byte[] text, int start, int end) {
    bytes = text;
    from = start;
    to = end;
    int i = start;
    negative = i < end && text[i] == '-';
    if (negative || i < end && text[i] == '+') {
      i++;
    }
    mantissa = 0;
    exponent = 0;
    cut = false;
    int first = i;
    i = digits(i, 0);
    int count = i - first;
    if (i < end && text[i] == '.') {
      int fraction = ++i;
      i = digits(i, 1);
      count += i - fraction;
    }
    if (count == 0) {
      return isNotFinite(first, end) ? NOT_FINITE : NO_NUMBER;
    }
    if (i < end && (text[i] == 'e' || text[i] == 'E')) {
      i = power(i + 1);
    }
    return i == end ? NUMBER : NO_NUMBER;
  }

  /** Takes digits into the mantissa, each moving the exponent down by {@code scale}. */
  private int digits(int start, int scale) {
    int i = start;
    long w = mantissa;
    int e = exponent;
    for (; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      if (w < 100_000_000_000_000_000L) {
        w = 10 * w + digit;
        e -= scale;
      } else {
        cut |= digit != 0;
        e += 1 - scale;
      }
    }
    mantissa = w;
    exponent = e;
    return i;
  }

  private int power(int start) {
    int i = start;
    boolean minus = i < to && bytes[i] == '-';
    if (minus || i < to && bytes[i] == '+') {
      i++;
    }
    int first = i;
    int power = 0;
    for (; i < to && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
      power = Math.min(10 * power + bytes[i] - '0', 100_000);
    }
    if (i == first) {
      return -1;
    }
    exponent += minus ? -power : power;
    return i;
  }

  private boolean isNotFinite(int start, int end) {
    String word = new String(bytes, start, Math.min(end - start, 9), StandardCharsets.ISO_8859_1);
    return end - start <= 8
        && (word.equalsIgnoreCase("nan")
            || word.equalsIgnoreCase("inf")
            || word.equalsIgnoreCase("infinity"));
  }

  /** The number, rounded to float; infinite if it is too large. */
  float floatValue() {
    if (mantissa == 0) {
      return negative ? -0.0f : 0.0f;
    }
    if (mantissa <= EXACT_IN_FLOAT && !cut && exponent == 0) {
      return signed((float) mantissa);
    }
    if (exponent >= -LARGEST_POWER && exponent <= LARGEST_POWER) {
      double w = (double) mantissa;
      double near = exponent < 0 ? w / POWERS[-exponent] : w * POWERS[exponent];
      long rest = Double.doubleToRawLongBits(near) & BELOW_FLOAT;
      if (near > LEAST_FLOAT && near < LARGEST_FLOAT && Math.abs(rest - MIDDLE) > DOUBT) {
        return signed((float) near);
      }
    }
    return Float.parseFloat(text());
  }

  private float signed(float value) {
    return Float.intBitsToFloat(Float.floatToRawIntBits(value) | (negative ? 1 << 31 : 0));
  }

  /** The number, rounded to double; infinite if it is too large. */
  double doubleValue() {
    if (mantissa == 0) {
      return negative ? -0.0 : 0.0;
    }
    if (mantissa <= EXACT_IN_DOUBLE && !cut && exponent >= -22 && exponent <= 22) {
      double w = (double) mantissa;
      double exact = exponent < 0 ? w / POWERS[-exponent] : w * POWERS[exponent];
      return negative ? -exact : exact;
    }
    return Double.parseDouble(text());
  }

  private String text() {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
