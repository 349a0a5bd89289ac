package org.trainyard.formats.raw;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.trainyard.formats.raw.RawSettings.TableDialect;

/**
 * Splits a line into fields, as ranges of bytes. A line without quotes is split here; one with
 * quotes by FastCSV (RFC 4180).
 */
final class TableFields implements RawRecord {
  private final byte delimiter;
  private final int quote;
  private final boolean trim;
  private final CsvReaderBuilder quotedReader;

  /** What holds the fields: the line itself, or a copy without quotes. */
  byte[] bytes;

  /** Where each field begins. */
  int[] from = new int[64];

  /** Where each field ends. */
  int[] to = new int[64];

  /** Number of fields. */
  int count;

  private final boolean[] numeric;

  /** What was parsed while splitting; NaN where nothing was. */
  private final float[] numbers;

  private final DecimalParser parser = new DecimalParser();
  private TextLine line;
  private byte[] unquoted = new byte[1024];
  private int unquotedLength;

  TableFields(TableDialect dialect, RawFormat format) {
    this(dialect, format, new boolean[0]);
  }

  /** With the fields at hand that are expected to be numbers, by their position. */
  TableFields(TableDialect dialect, RawFormat format, boolean[] numeric) {
    this.numeric = numeric;
    this.numbers = new float[numeric.length];
    delimiter = (byte) dialect.delimiter(format);
    quote = dialect.quote();
    trim = dialect.trim();
    quotedReader =
        CsvReader.builder()
            .fieldSeparator((char) delimiter)
            .quoteCharacter(quote < 0 ? '"' : (char) quote)
            .allowUnclosedQuote(false)
            .trimWhitespacesAroundQuotes(trim)
            .skipEmptyLines(false);
  }

  /** Splits a line; answers what is wrong with it, or null. */
  String split(TextLine taken) {
    line = taken;
    count = 0;
    Arrays.fill(numbers, Float.NaN);
    if (quote >= 0 && hasQuote()) {
      return splitQuoted();
    }
    bytes = line.bytes;
    int start = line.from;
    byte[] text = line.bytes;
    int end = line.to;
    while (true) {
      int i = endOfNumber(text, start, end);
      while (i < end && text[i] != delimiter) {
        i++;
      }
      add(start, i, trim);
      if (i == end) {
        return null;
      }
      start = i + 1;
    }
  }

  /** Parses the next field if it is a number of the plain kind; where it ends, or its start. */
  private int endOfNumber(byte[] text, int start, int end) {
    if (count >= numeric.length || !numeric[count]) {
      return start;
    }
    int i = parser.plain(text, start, end);
    if (i < 0 || i < end && text[i] != delimiter) {
      return start;
    }
    numbers[count] = parser.floatValue();
    return i;
  }

  /** The number in a field of those expected; NaN if there is none that is finite in 32 bits. */
  float number(int field) {
    float value = numbers[field];
    if (Float.isNaN(value)) {
      int kind = parser.parse(bytes, from[field], to[field]);
      value = kind == DecimalParser.NUMBER ? parser.floatValue() : Float.NaN;
    }
    return Float.isFinite(value) ? value : Float.NaN;
  }

  /** A field as text. */
  String text(int field) {
    return new String(bytes, from[field], to[field] - from[field], StandardCharsets.UTF_8);
  }

  @Override
  public long position() {
    return line.position();
  }

  @Override
  public byte[] line() {
    return line.line();
  }

  @Override
  public String field(int field) {
    return field < count ? text(field) : null;
  }

  /** All fields as texts. */
  String[] texts() {
    String[] texts = new String[count];
    Arrays.setAll(texts, this::text);
    return texts;
  }

  private boolean hasQuote() {
    byte wanted = (byte) quote;
    return ByteSearch.first(line.bytes, line.from, line.to, wanted, wanted) < line.to;
  }

  private void add(int start, int end, boolean trimmed) {
    if (count == from.length) {
      from = Arrays.copyOf(from, 2 * count);
      to = Arrays.copyOf(to, 2 * count);
    }
    int first = start;
    int last = end;
    if (trimmed) {
      while (first < last && isBlank(bytes[first])) {
        first++;
      }
      while (last > first && isBlank(bytes[last - 1])) {
        last--;
      }
    }
    from[count] = first;
    to[count++] = last;
  }

  private static boolean isBlank(byte character) {
    return character == ' ' || character == '\t';
  }

  private String splitQuoted() {
    unquotedLength = 0;
    try {
      quotedReader.ofSingleCsvRecord(new Unquoted(), line.text());
      return null;
    } catch (CsvParseException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return "the quotes cannot be understood ("
          + cause.getMessage()
          + "); --quote none takes them as they stand";
    }
  }

  /** Takes over the fields that FastCSV finds. */
  private final class Unquoted extends AbstractBaseCsvCallbackHandler<Boolean> {
    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
      byte[] field = new String(buffer, offset, length).getBytes(StandardCharsets.UTF_8);
      if (unquotedLength + field.length > unquoted.length) {
        unquoted = Arrays.copyOf(unquoted, 2 * (unquotedLength + field.length));
      }
      System.arraycopy(field, 0, unquoted, unquotedLength, field.length);
      bytes = unquoted;
      add(unquotedLength, unquotedLength + field.length, trim && !quoted);
      unquotedLength += field.length;
    }

    @Override
    protected Boolean buildRecord() {
      return Boolean.TRUE;
    }
  }
}
