package org.trainyard.formats.partial;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.hadoop.io.WritableUtils;

/**
 * Exact sums as bytes and back. Runs of touched coordinates, each with the number of untouched ones
 * before it and its own length, both as Hadoop's variable-length integers; then for each of its
 * coordinates the bin, one byte, and the three digits, big-endian.
 *
 * <p>An iteration of a wide model codes millions of them, so bytes are moved run by run and not
 * value by value.
 */
final class SumsCodec {
  /** Bytes of a coordinate. */
  private static final int BYTES = 1 + 3 * Long.BYTES;

  /** Coordinates that are read of a stream at a time. */
  private static final int PIECE = 512;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private SumsCodec() {}

  /** Bytes that {@link #write} writes. */
  static long writtenBytes(BinnedSums sums, int from, int to) {
    long bytes = 0;
    for (int i = from; i < to; ) {
      int used = sums.nextUsed(i, to);
      int end = usedEnd(sums, used, to);
      bytes += WritableUtils.getVIntSize(used - i) + WritableUtils.getVIntSize(end - used);
      bytes += (long) BYTES * (end - used);
      i = end;
    }
    return bytes;
  }

  static void write(BinnedSums sums, DataOutput out, int from, int to) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(writtenBytes(sums, from, to)));
    write(sums, bytes, from, to);
    out.write(bytes.array());
  }

  /** The same into a buffer over an array, which has room for it. */
  static void write(BinnedSums sums, ByteBuffer out, int from, int to) {
    for (int i = from; i < to; ) {
      int used = sums.nextUsed(i, to);
      int end = usedEnd(sums, used, to);
      put(out, used - i);
      put(out, end - used);
      for (int j = used; j < end; ) {
        int count = Math.min(end, pageEnd(j)) - j;
        encode(sums.pageOrNull(j), j & BinnedSums.IN_PAGE, count, out);
        j += count;
      }
      i = end;
    }
  }

  /** A length as {@code WritableUtils.writeVInt} writes it. */
  private static void put(ByteBuffer out, int length) {
    int size = WritableUtils.getVIntSize(length);
    if (size > 1) {
      out.put((byte) (-111 - size));
    }
    for (int shift = Byte.SIZE * (size == 1 ? 0 : size - 2); shift >= 0; shift -= Byte.SIZE) {
      out.put((byte) (length >>> shift));
    }
  }

  private static void encode(SumPage page, int first, int count, ByteBuffer out) {
    byte[] bytes = out.array();
    int begin = out.arrayOffset() + out.position();
    long[] numbers = page.numbers();
    for (int c = 0; c < count; c++) {
      int d = page.find(first + c);
      int at = begin + BYTES * c;
      bytes[at] = (byte) (numbers[d + SumPage.MARK] - BinnedSums.MARK_OF_BIN_0);
      LONGS.set(bytes, at + 1, numbers[d]);
      LONGS.set(bytes, at + 9, numbers[d + 1]);
      LONGS.set(bytes, at + 17, numbers[d + 2]);
    }
    out.position(out.position() + BYTES * count);
  }

  static void readAndAdd(BinnedSums sums, DataInput in, int from, int to) throws IOException {
    byte[] piece = new byte[BYTES * Math.min(PIECE, to - from)];
    for (int i = from; i < to; ) {
      i += WritableUtils.readVInt(in);
      int end = end(i, WritableUtils.readVInt(in), to);
      while (i < end) {
        int count = Math.min(PIECE, end - i);
        in.readFully(piece, 0, BYTES * count);
        add(sums, i, count, piece, 0);
        i += count;
      }
    }
  }

  static void readAndAdd(BinnedSums sums, ByteBuffer in, int from, int to) throws IOException {
    forEachRun(in, from, to, (i, count, at) -> add(sums, i, count, in.array(), at));
  }

  /**
   * Reads what {@link #write} wrote of coordinates {@code 0} up to {@code length}, rounded to
   * double.
   *
   * @param in over an array; its position is behind what was read then
   * @param into modified at {@code first} and on, where coordinates were touched
   */
  static void readRounded(ByteBuffer in, int length, double[] into, int first) throws IOException {
    byte[] bytes = in.array();
    forEachRun(
        in,
        0,
        length,
        (i, count, at) -> {
          for (int c = 0; c < count; c++) {
            int of = at + BYTES * c;
            into[first + i + c] =
                BinnedSums.rounded(
                    bytes[of] + BinnedSums.MARK_OF_BIN_0,
                    (long) LONGS.get(bytes, of + 1),
                    (long) LONGS.get(bytes, of + 9),
                    (long) LONGS.get(bytes, of + 17));
          }
        });
  }

  /** Takes a run of touched coordinates. */
  @FunctionalInterface
  private interface Run {
    /** Takes {@code count} coordinates from {@code i} on, written at {@code at} of the array. */
    void take(int i, int count, int at);
  }

  private static void forEachRun(ByteBuffer in, int from, int to, Run run) throws IOException {
    byte[] bytes = in.array();
    int last = in.arrayOffset() + in.limit();
    int at = in.arrayOffset() + in.position();
    for (int i = from; i < to; ) {
      if (at >= last) {
        throw cut(i);
      }
      int skipped = WritableUtils.decodeVIntSize(bytes[at]);
      int counted = at + skipped < last ? WritableUtils.decodeVIntSize(bytes[at + skipped]) : last;
      if (counted > last - at - skipped) {
        throw cut(i);
      }
      i += number(bytes, at, skipped);
      int count = end(i, number(bytes, at + skipped, counted), to) - i;
      at += skipped + counted;
      if ((long) BYTES * count > last - at) {
        throw cut(i);
      }
      run.take(i, count, at);
      at += BYTES * count;
      i += count;
    }
    in.position(at - in.arrayOffset());
  }

  /** A number as {@code WritableUtils.writeVInt} writes it, of so many bytes. */
  private static int number(byte[] bytes, int at, int size) throws IOException {
    if (size > 1 + Integer.BYTES || WritableUtils.isNegativeVInt(bytes[at])) {
      throw new IOException("Damaged partial: a length is no length");
    }
    if (size == 1) {
      return bytes[at];
    }
    int number = 0;
    for (int b = 1; b < size; b++) {
      number = number << Byte.SIZE | bytes[at + b] & 0xFF;
    }
    return number;
  }

  /** Where a run ends. */
  private static int end(int i, int used, int to) throws IOException {
    if (i < 0 || used < 0 || i > to - used) {
      throw new IOException(
          "Damaged partial: a run of "
              + used
              + " sums at "
              + i
              + " passes the end of its shard, "
              + to);
    }
    return i + used;
  }

  private static IOException cut(int i) {
    return new IOException("Damaged partial: its bytes end before the sum at " + i);
  }

  private static void add(BinnedSums sums, int i, int count, byte[] bytes, int at) {
    for (int done = 0; done < count; ) {
      int some = Math.min(count, pageEnd(i + done) - i) - done;
      addInPage(sums.page(i + done), i + done & BinnedSums.IN_PAGE, some, bytes, at + BYTES * done);
      done += some;
    }
  }

  private static void addInPage(SumPage page, int first, int count, byte[] bytes, int at) {
    page.openRun(first, count);
    long[] numbers = page.numbers();
    for (int c = 0; c < count; c++) {
      int d = page.find(first + c);
      int of = at + BYTES * c;
      int mark = bytes[of] + BinnedSums.MARK_OF_BIN_0;
      long d0 = (long) LONGS.get(bytes, of + 1);
      long d1 = (long) LONGS.get(bytes, of + 9);
      long d2 = (long) LONGS.get(bytes, of + 17);
      if (numbers[d + SumPage.MARK] == 0) {
        numbers[d] = d0;
        numbers[d + 1] = d1;
        numbers[d + 2] = d2;
        numbers[d + SumPage.MARK] = mark;
      } else {
        BinnedSums.addSlot(numbers, d, mark, d0, d1, d2);
      }
    }
  }

  /** The first coordinate from {@code i} on that is empty; {@code to} if there is none. */
  private static int usedEnd(BinnedSums sums, int i, int to) {
    int end = i;
    while (end < to) {
      SumPage page = sums.pageOrNull(end);
      int stop = Math.min(to, pageEnd(end));
      if (page == null) {
        return end;
      }
      long[] numbers = page.numbers();
      for (; end < stop; end++) {
        int d = page.find(end & BinnedSums.IN_PAGE);
        if (d < 0 || numbers[d + SumPage.MARK] == 0) {
          return end;
        }
      }
    }
    return end;
  }

  private static int pageEnd(int i) {
    return (i | BinnedSums.IN_PAGE) + 1;
  }
}
