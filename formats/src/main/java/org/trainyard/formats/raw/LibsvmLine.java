package org.trainyard.formats.raw;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Takes a line of LIBSVM apart: {@code label qid:q index:value … # comment}. */
final class LibsvmLine {
  private static final int LARGEST_COLUMN = Integer.MAX_VALUE - 8;
  private static final int WORD_SHOWN = 40;
  private static final int PLAIN_INDEX = 9;

  private final int firstColumn;
  private final DecimalParser parser = new DecimalParser();
  private byte[] bytes;
  private int at;
  private int to;
  private boolean ascending;
  private float plain;

  int[] columns = new int[256];
  float[] values = new float[256];
  int count;

  /** Where the label begins. */
  int labelFrom;

  /** Where the label ends; where it begins if the line has none. */
  int labelTo;

  /** Whether a {@code qid} was there. */
  boolean query;

  LibsvmLine(int firstColumn) {
    this.firstColumn = firstColumn;
  }

  /** What is wrong with the line; null if it is right and the fields hold what it says. */
  String parse(TextLine line) {
    bytes = line.bytes;
    at = line.from;
    to = line.to;
    count = 0;
    labelFrom = at;
    labelTo = at;
    query = false;
    ascending = true;
    skipBlanks();
    int wordEnd = wordEnd();
    if (!holdsColon(at, wordEnd)) {
      labelFrom = at;
      labelTo = wordEnd;
      at = wordEnd;
    }
    for (plainFeatures(); at < to && bytes[at] != '#'; plainFeatures()) {
      String problem = feature();
      if (problem != null) {
        return problem;
      }
    }
    return ascending ? null : sort();
  }

  /** The label as it stands; null if the line has none. */
  String label() {
    return labelTo > labelFrom
        ? new String(bytes, labelFrom, labelTo - labelFrom, StandardCharsets.UTF_8)
        : null;
  }

  /** Whether the line holds no more than blanks and a comment. */
  static boolean isEmpty(TextLine line) {
    for (int i = line.from; i < line.to; i++) {
      if (line.bytes[i] != ' ' && line.bytes[i] != '\t') {
        return line.bytes[i] == '#';
      }
    }
    return true;
  }

  /**
   * Takes features of an index of at most nine digits and a plain number as long as there are any,
   * and the blanks behind them: nearly always the whole line. Judges nothing; what it leaves is for
   * {@link #feature}.
   */
  private void plainFeatures() {
    skipBlanks();
    byte[] b = bytes;
    int end = to;
    for (int i = at; i < end; ) {
      int column = 0;
      int digits = i;
      for (int digit; i < end && (digit = b[i] - '0' & 0xFF) <= 9; i++) {
        column = 10 * column + digit;
      }
      digits = i - digits;
      if (digits == 0 || digits > PLAIN_INDEX || column < firstColumn || i == end || b[i] != ':') {
        return;
      }
      i = value(b, i + 1, end);
      if (i < 0 || i < end && b[i] != ' ' && b[i] != '\t' && b[i] != '#') {
        return;
      }
      add(column, plain);
      while (i < end && (b[i] == ' ' || b[i] == '\t')) {
        i++;
      }
      at = i;
    }
  }

  /** Takes a plain, finite number to {@link #plain}; where it ends, or -1 if there is none. */
  private int value(byte[] b, int start, int end) {
    int digit = start < end ? b[start] - '0' & 0xFF : 10;
    if (digit <= 9 && (start + 1 == end || b[start + 1] == ' ')) {
      plain = digit;
      return start + 1;
    }
    int i = parser.plain(b, start, end);
    if (i >= 0) {
      plain = parser.floatValue();
      return Float.isFinite(plain) ? i : -1;
    }
    return i;
  }

  private void add(int column, float value) {
    if (count == columns.length) {
      columns = Arrays.copyOf(columns, 2 * count);
      values = Arrays.copyOf(values, 2 * count);
    }
    if (count > 0 && column <= columns[count - 1]) {
      ascending = false;
    }
    columns[count] = column;
    values[count++] = value;
  }

  private String feature() {
    int start = at;
    int end = to;
    long column = 0;
    int i = start;
    for (; i < end && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
      column = Math.min(10 * column + bytes[i] - '0', Integer.MAX_VALUE);
    }
    if (i == start || i == end || bytes[i] != ':') {
      return notAFeature(start);
    }
    if (column > LARGEST_COLUMN) {
      return "the index of '" + word(start) + "' is too large; allowed: up to " + LARGEST_COLUMN;
    }
    if (column < firstColumn) {
      return "index 0 although --libsvm-base is 1; allowed: 1 and above";
    }
    int valueStart = i + 1;
    at = valueStart;
    int valueEnd = wordEnd();
    at = valueEnd;
    int kind = parser.parse(bytes, valueStart, valueEnd);
    float value = kind == DecimalParser.NUMBER ? parser.floatValue() : Float.NaN;
    if (!Float.isFinite(value)) {
      return wrongValue(kind, start);
    }
    add((int) column, value);
    return null;
  }

  private String notAFeature(int start) {
    int end = wordEnd();
    if (end - start > 4
        && new String(bytes, start, 4, StandardCharsets.ISO_8859_1).equals("qid:")) {
      query = true;
      at = end;
      return null;
    }
    return "'" + word(start) + "' is not index:value with a whole index from " + firstColumn;
  }

  private String wrongValue(int kind, int start) {
    String what =
        switch (kind) {
          case DecimalParser.NUMBER -> "is too large for a 32-bit number";
          case DecimalParser.NOT_FINITE -> "is not finite; leave out what is missing";
          default -> "does not hold a number";
        };
    at = start;
    return "the value of '" + word(start) + "' " + what;
  }

  /** Brings the columns into order; says so if one occurs twice. */
  private String sort() {
    long[] pairs = new long[count];
    for (int i = 0; i < count; i++) {
      pairs[i] = (long) columns[i] << 32 | Float.floatToRawIntBits(values[i]) & 0xFFFF_FFFFL;
    }
    Arrays.sort(pairs);
    for (int i = 0; i < count; i++) {
      columns[i] = (int) (pairs[i] >>> 32);
      values[i] = Float.intBitsToFloat((int) pairs[i]);
      if (i > 0 && columns[i] == columns[i - 1]) {
        return "index " + columns[i] + " occurs twice; allowed: once a line";
      }
    }
    return null;
  }

  private String word(int start) {
    at = start;
    int end = wordEnd();
    String word =
        new String(bytes, start, Math.min(end - start, WORD_SHOWN), StandardCharsets.UTF_8);
    return end - start > WORD_SHOWN ? word + "…" : word;
  }

  private void skipBlanks() {
    while (at < to && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
  }

  private int wordEnd() {
    int i = at;
    while (i < to && bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '#') {
      i++;
    }
    return i;
  }

  private boolean holdsColon(int start, int end) {
    for (int i = start; i < end; i++) {
      if (bytes[i] == ':') {
        return true;
      }
    }
    return false;
  }
}
