package org.trainyard.it.bench.generate;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Lines of text that grow in memory: numbers are written as digits without an object for each. */
final class TextBuffer {
  private byte[] bytes = new byte[1 << 20];
  private int length;

  TextBuffer append(char c) {
    room(1);
    bytes[length++] = (byte) c;
    return this;
  }

  /** Appends a whole number, at least 0. */
  TextBuffer append(long number) {
    room(20);
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    digits(number, digits);
    return this;
  }

  /**
   * Appends a number with so many digits after the point.
   *
   * @param scaled the number times 10 to the power of {@code decimals}
   */
  TextBuffer append(long scaled, int decimals) {
    if (scaled < 0) {
      append('-');
    }
    long unit = 1;
    for (int i = 0; i < decimals; i++) {
      unit *= 10;
    }
    long magnitude = Math.abs(scaled);
    append(magnitude / unit).append('.');
    room(decimals);
    digits(magnitude % unit, decimals);
    return this;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
  }

  private void digits(long number, int count) {
    long rest = number;
    for (int at = length + count - 1; at >= length; at--) {
      long tenth = rest / 10;
      bytes[at] = (byte) ('0' + rest - 10 * tenth);
      rest = tenth;
    }
    length += count;
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
  }
}
