package org.trainyard.formats.raw;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.trainyard.formats.dataset.StoredBlock.Codes;

/** Collects a text column: a dictionary in order of first appearance, and codes into it. */
final class CodesBuilder {
  private static final int EMPTY = -1;
  private static final int MISSING = -1;

  private int[] slots = new int[64];
  private byte[][] values = new byte[32][];
  private int[] hashes = new int[32];
  private int distinct;
  private int[] codes = new int[1024];
  private int rows;

  CodesBuilder() {
    Arrays.fill(slots, EMPTY);
  }

  /** Adds a row with a value in UTF-8. */
  void add(byte[] text, int from, int to) {
    addCode(code(text, from, to));
  }

  /** Adds a row with a value. */
  void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add(bytes, 0, bytes.length);
  }

  /** Adds a row without a value. */
  void addMissing() {
    addCode(MISSING);
  }

  /** The column so far; begins anew. */
  Codes take() {
    String[] dictionary = new String[distinct];
    for (int code = 0; code < distinct; code++) {
      dictionary[code] = new String(values[code], StandardCharsets.UTF_8);
    }
    Codes taken = new Codes(dictionary, Arrays.copyOf(codes, rows));
    rows = 0;
    distinct = 0;
    Arrays.fill(slots, EMPTY);
    return taken;
  }

  private void addCode(int code) {
    if (rows == codes.length) {
      codes = Arrays.copyOf(codes, 2 * rows);
    }
    codes[rows++] = code;
  }

  private int code(byte[] text, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + text[i];
    }
    hash *= 0x9E37_79B9;
    int mask = slots.length - 1;
    int slot = (hash ^ hash >>> 15) & mask;
    while (slots[slot] != EMPTY) {
      int code = slots[slot];
      byte[] value = values[code];
      if (hashes[code] == hash && Arrays.equals(value, 0, value.length, text, from, to)) {
        return code;
      }
      slot = (slot + 1) & mask;
    }
    if (distinct == values.length) {
      grow();
      return code(text, from, to);
    }
    values[distinct] = Arrays.copyOfRange(text, from, to);
    hashes[distinct] = hash;
    slots[slot] = distinct;
    return distinct++;
  }

  private void grow() {
    values = Arrays.copyOf(values, 2 * distinct);
    hashes = Arrays.copyOf(hashes, 2 * distinct);
    slots = new int[2 * slots.length];
    Arrays.fill(slots, EMPTY);
    int mask = slots.length - 1;
    for (int code = 0; code < distinct; code++) {
      int slot = (hashes[code] ^ hashes[code] >>> 15) & mask;
      while (slots[slot] != EMPTY) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = code;
    }
  }
}
