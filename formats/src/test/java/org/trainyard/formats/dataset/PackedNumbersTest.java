package org.trainyard.formats.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackedNumbersTest {
  @ParameterizedTest
  @CsvSource({"0,1", "254,1", "255,2", "65534,2", "65535,4", "2147483646,4"})
  void wholeNumbersTakeTheNarrowestWidth(int most, int width) {
    int[] values = {-1, 0, most};
    ByteBuffer packed = PackedNumbers.whole(values, 1);
    assertEquals(3 * width, packed.remaining());
    assertArrayEquals(values, PackedNumbers.whole(packed, 3, 1));
  }

  @Test
  void floatsAreBytesOnlyWhereThatIsExact() {
    float[] bytes = {0f, 255f};
    assertEquals(2, PackedNumbers.floats(bytes).remaining());
    assertArrayEquals(bytes, PackedNumbers.floats(PackedNumbers.floats(bytes), 2));
    for (float other : new float[] {-0f, 256f, -1f, 0.5f, Float.NaN, Float.POSITIVE_INFINITY}) {
      float[] floats = {1f, other};
      assertEquals(8, PackedNumbers.floats(floats).remaining(), () -> "width of " + other);
      assertArrayEquals(floats, PackedNumbers.floats(PackedNumbers.floats(floats), 2));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "127,1",
    "-128,1",
    "128,4",
    "-0.0,4",
    "NaN,4",
    "0.5,4",
    "0.1,8",
    "1e300,8",
    "16777217,8"
  })
  void doublesTakeTheNarrowestExactWidth(double value, int width) {
    double[] values = {1, value};
    ByteBuffer packed = PackedNumbers.doubles(values);
    assertEquals(2 * width, packed.remaining());
    assertArrayEquals(values, PackedNumbers.doubles(packed, 2));
  }

  @Test
  void ascendingNumbersAreDifferences() {
    int[] values = {0, 127, 255, 100_000, Integer.MAX_VALUE};
    assertArrayEquals(values, PackedNumbers.ascending(PackedNumbers.ascending(values)));
    assertEquals(1 + 1 + 2 + 3 + 5, PackedNumbers.ascending(values).remaining());
    assertArrayEquals(new int[0], PackedNumbers.ascending(ByteBuffer.allocate(0)));
  }

  @Test
  void refusesALengthThatFitsNoWidth() {
    assertThrows(
        IllegalArgumentException.class, () -> PackedNumbers.whole(ByteBuffer.allocate(5), 3, 0));
  }
}
