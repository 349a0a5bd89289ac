package org.trainyard.formats.raw;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A line of a text file where it lies in the reading buffer, valid until the next one is read. The
 * line end is not part of it.
 */
final class TextLine implements RawRecord {
  private static final int TEXT_SHOWN = 300;

  byte[] bytes;
  int from;
  int to;

  /** Chunk that holds its first byte. */
  long chunk;

  /** Byte of the (uncompressed) file at which it begins. */
  long offset;

  /** Number from 1; 0 where it is not known. */
  long number;

  /** Where it stands, for people. */
  String place() {
    return number > 0 ? "line " + number + " (byte " + offset + ")" : "byte " + offset;
  }

  /** Whether nothing but blanks stands in it; tabs may separate fields and are none. */
  boolean isBlank() {
    for (int i = from; i < to; i++) {
      if (bytes[i] != ' ') {
        return false;
      }
    }
    return true;
  }

  /** All of it. */
  String text() {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  @Override
  public long position() {
    return offset;
  }

  @Override
  public byte[] line() {
    return Arrays.copyOfRange(bytes, from, to);
  }

  @Override
  public String field(int field) {
    return null;
  }

  /** This line as a record that cannot be used. */
  BadRecord bad(InputFile file, String reason) {
    int shown = Math.min(to - from, TEXT_SHOWN);
    String text = new String(bytes, from, shown, StandardCharsets.UTF_8);
    return new BadRecord(file.path(), place(), reason, shown < to - from ? text + "…" : text);
  }
}
