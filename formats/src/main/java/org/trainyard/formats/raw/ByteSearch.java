package org.trainyard.formats.raw;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds bytes, eight at a time: {@code (x - 0x01…) & ~x & 0x80…} has its lowest bit in the lowest
 * byte of x that is 0 (A. Mycroft, comp.arch, 1987).
 */
final class ByteSearch {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHEST = 0x8080_8080_8080_8080L;

  private ByteSearch() {}

  /** Position of the first byte that is one of two, which may be the same; {@code to} if none. */
  static int first(byte[] bytes, int from, int to, byte a, byte b) {
    long as = (a & 0xFF) * ONES;
    long bs = (b & 0xFF) * ONES;
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      long eight = (long) LONGS.get(bytes, i);
      long x = eight ^ as;
      long y = eight ^ bs;
      long found = ((x - ONES & ~x) | (y - ONES & ~y)) & HIGHEST;
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    for (; i < to; i++) {
      if (bytes[i] == a || bytes[i] == b) {
        return i;
      }
    }
    return to;
  }
}
