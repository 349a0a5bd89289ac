package org.trainyard.formats.raw;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** The texts that mean a missing value. */
final class MissingTexts {
  private final byte[][] texts;
  private final int longest;

  /** Whether one of them begins with a byte. */
  private final boolean[] begins = new boolean[256];

  private boolean empty;

  MissingTexts(Set<String> texts) {
    this.texts =
        texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    for (byte[] text : this.texts) {
      empty |= text.length == 0;
      if (text.length > 0) {
        begins[text[0] & 0xFF] = true;
      }
    }
    this.longest = Arrays.stream(this.texts).mapToInt(text -> text.length).max().orElse(-1);
  }

  /** Whether bytes are one of them. */
  boolean contains(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length > longest) {
      return false;
    }
    if (length == 0) {
      return empty;
    }
    if (!begins[bytes[from] & 0xFF]) {
      return false;
    }
    for (byte[] text : texts) {
      if (text.length == length && Arrays.equals(text, 0, length, bytes, from, to)) {
        return true;
      }
    }
    return false;
  }
}
