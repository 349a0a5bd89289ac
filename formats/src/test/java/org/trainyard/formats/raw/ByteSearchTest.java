package org.trainyard.formats.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteSearchTest {
  @Test
  void findsWhatAPlainLoopFinds() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      for (int b = 0; b < bytes.length; b++) {
        // Few different ones, the neighbours of those sought and the ends of the range among them.
        bytes[b] = (byte) new int[] {9, 10, 11, 33, 34, 35, 0, 127, 128, 255}[random.nextInt(10)];
      }
      int from = random.nextInt(bytes.length + 1);
      int to = from + random.nextInt(bytes.length - from + 1);
      byte a = (byte) new int[] {10, 0, 255, 128}[random.nextInt(4)];
      byte b = random.nextBoolean() ? a : (byte) 34;
      int expected = from;
      while (expected < to && bytes[expected] != a && bytes[expected] != b) {
        expected++;
      }
      assertEquals(expected, ByteSearch.first(bytes, from, to, a, b));
    }
  }
}
