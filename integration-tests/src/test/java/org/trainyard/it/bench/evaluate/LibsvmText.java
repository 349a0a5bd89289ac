package org.trainyard.it.bench.evaluate;

/**
 * Reads numbers of LIBSVM lines where they lie. Numbers have at most 15 digits and no exponent, as
 * the benchmarks' data have: the nearest double is then one division away.
 */
final class LibsvmText {
  private static final double[] POWERS = new double[16];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private final byte[] bytes;
  private int at;

  LibsvmText(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = from;
  }

  int position() {
    return at;
  }

  /** A number that begins here; ends behind it. */
  double number() {
    boolean negative = bytes[at] == '-';
    if (negative || bytes[at] == '+') {
      at++;
    }
    int start = at;
    long digits = 0;
    int decimals = 0;
    boolean point = false;
    for (; at < bytes.length && (isDigit(bytes[at]) || bytes[at] == '.'); at++) {
      if (bytes[at] == '.') {
        point = true;
      } else {
        digits = 10 * digits + bytes[at] - '0';
        decimals += point ? 1 : 0;
      }
    }
    if (at == start || at - start > 16 || decimals >= POWERS.length) {
      throw new IllegalArgumentException("No number of at most 15 digits at byte " + start);
    }
    double magnitude = digits / POWERS[decimals];
    return negative ? -magnitude : magnitude;
  }

  /** Goes over blanks; whether another column follows on this line. */
  boolean another() {
    while (at < bytes.length && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r')) {
      at++;
    }
    if (at < bytes.length && bytes[at] != '\n') {
      return true;
    }
    at++;
    return false;
  }

  /** A column's number and the colon behind it. */
  int column() {
    int column = (int) number();
    if (at >= bytes.length || bytes[at++] != ':') {
      throw new IllegalArgumentException("No colon at byte " + (at - 1));
    }
    return column;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
