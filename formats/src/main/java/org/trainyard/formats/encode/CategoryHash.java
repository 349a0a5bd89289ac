package org.trainyard.formats.encode;

import java.nio.charset.StandardCharsets;

/**
 * The hash of the hashing trick: MurmurHash3 (x86, 32 bits, A. Appleby, public domain) with seed 0
 * over the UTF-8 bytes of {@code column=category}, taken modulo the number of buckets as an
 * unsigned number. Fixed for ever: models depend on it.
 */
final class CategoryHash {
  private CategoryHash() {}

  /** The bucket of a category, from 0. */
  static int bucket(String column, String category, int buckets) {
    return Integer.remainderUnsigned(murmur3(column + "=" + category), buckets);
  }

  static int murmur3(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int h = 0;
    int whole = bytes.length & ~3;
    for (int i = 0; i < whole; i += 4) {
      int k =
          (bytes[i] & 0xFF)
              | (bytes[i + 1] & 0xFF) << 8
              | (bytes[i + 2] & 0xFF) << 16
              | bytes[i + 3] << 24;
      h = Integer.rotateLeft(h ^ scramble(k), 13) * 5 + 0xE654_6B64;
    }
    int k = 0;
    for (int i = bytes.length - 1; i >= whole; i--) {
      k = k << 8 | (bytes[i] & 0xFF);
    }
    h ^= scramble(k);
    h ^= bytes.length;
    h = (h ^ (h >>> 16)) * 0x85EB_CA6B;
    h = (h ^ (h >>> 13)) * 0xC2B2_AE35;
    return h ^ (h >>> 16);
  }

  private static int scramble(int k) {
    return Integer.rotateLeft(k * 0xCC9E_2D51, 15) * 0x1B87_3593;
  }
}
