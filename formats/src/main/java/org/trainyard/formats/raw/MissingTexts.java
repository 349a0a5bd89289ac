package org.trainyard.formats.raw;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** The texts that mean a missing value. */
final class MissingTexts {
  private final byte[][] texts;
  private final int longest;

  MissingTexts(Set<String> texts) {
    this.texts =
        texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    this.longest = Arrays.stream(this.texts).mapToInt(text -> text.length).max().orElse(-1);
  }

  /** Whether bytes are one of them. */
  boolean contains(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length > longest) {
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
