package org.trainyard.formats.raw;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Decimal digits, eight bytes of text at a time in one {@code long}, the first in its lowest byte:
 * a digit stands as its value, any other character as something greater than 9 (after D. Lemire,
 * "Number parsing at a gigabyte per second", Software: Practice and Experience 51, 2021).
 */
final class EightDigits {
  /** Bytes in a word. */
  static final int BYTES = Long.BYTES;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ZEROS = 0x3030_3030_3030_3030L;

  /** Added to a digit's value, it leaves the highest bit clear; added to any greater one, not. */
  private static final long NINES = 0x7676_7676_7676_7676L;

  private static final long HIGHEST = 0x8080_8080_8080_8080L;
  private static final long POINT = '.' ^ '0';

  private EightDigits() {}

  /** The eight bytes from {@code i} on. */
  static long at(byte[] text, int i) {
    return (long) LONGS.get(text, i) ^ ZEROS;
  }

  /**
   * The highest bit of each byte that is no digit. Those above the first such byte are right only
   * where that one is ASCII.
   */
  static long others(long eight) {
    return (eight + NINES | eight) & HIGHEST;
  }

  /** Number of bytes before the lowest bit that {@link #others} has set; 8 if there is none. */
  static int before(long others) {
    return Long.numberOfTrailingZeros(others) >>> 3;
  }

  /** Whether byte {@code i} is a decimal point; no byte 8 is. */
  static boolean isPoint(long eight, int i) {
    return (eight >>> 4 * i >>> 4 * i & 0xFF) == POINT;
  }

  /** Without byte {@code i}, below 8: those after it move up, and a 0 follows the last. */
  static long without(long eight, int i) {
    long below = (1L << 8 * i) - 1;
    return eight & below | eight >>> 8 & ~below;
  }

  /** The number that the first {@code digits} bytes mean: pairs, fours, eights. */
  static long number(long eight, int digits) {
    // What is shifted in are leading zeros. By 64 in two steps, which Java does not do in one.
    long x = eight << 4 * (8 - digits) << 4 * (8 - digits);
    x = x * 10 + (x >>> 8);
    return ((x & 0xFF_0000_00FFL) * (100 + (1_000_000L << 32))
            + (x >>> 16 & 0xFF_0000_00FFL) * (1 + (10_000L << 32)))
        >>> 32;
  }
}
