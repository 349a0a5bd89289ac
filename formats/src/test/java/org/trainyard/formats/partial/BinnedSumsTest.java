package org.trainyard.formats.partial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinnedSumsTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void anyOrderAndGroupingGivesTheSameBits(long seed) {
    Random random = new Random(seed);
    double[] terms = terms(random, 5000, 600);
    double expected = sum(terms);
    for (int trial = 0; trial < 20; trial++) {
      shuffle(terms, random);
      BinnedSums left = new BinnedSums(1);
      BinnedSums right = new BinnedSums(1);
      int cut = random.nextInt(terms.length);
      for (int i = 0; i < terms.length; i++) {
        (i < cut ? left : right).add(0, terms[i]);
      }
      right.add(left);
      assertEquals(expected, right.value(0), "seed " + seed + ", trial " + trial);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 65, 4095, 4096, 4097, 8200, 20_000})
  void aWideVectorIsItsCoordinatesOneByOneHoweverManyAreTouched(int length) throws IOException {
    for (int touches : new int[] {1, 40, length / 4 + 1, 3 * length}) {
      Random random = new Random(length + touches);
      BinnedSums[] alone = new BinnedSums[length];
      BinnedSums all = new BinnedSums(length);
      BinnedSums rest = new BinnedSums(length);
      for (int t = 0; t < touches; t++) {
        int i = random.nextInt(length);
        double x = random.nextInt(50) == 0 ? Double.NaN : Math.scalb(random.nextGaussian(), t % 90);
        alone[i] = alone[i] == null ? new BinnedSums(1) : alone[i];
        alone[i].add(0, x);
        (random.nextBoolean() ? all : rest).add(i, x);
      }
      all.add(rest);
      BinnedSums copy = new BinnedSums(length);
      copy.readAndAdd(in(bytes(all, 0, length / 3)), 0, length / 3);
      copy.readAndAdd(in(bytes(all, length / 3, length)), length / 3, length);
      for (int i = 0; i < length; i++) {
        double expected = alone[i] == null ? 0.0 : alone[i].value(0);
        assertEquals(expected, all.value(i), length + ", " + touches + ", " + i);
        assertEquals(expected, copy.value(i), length + ", " + touches + ", " + i);
        assertEquals(
            alone[i] == null ? 0.0 : alone[i].remainder(0, alone[i].value(0)),
            copy.remainder(i, copy.value(i)));
      }
      byte[] bytes = bytes(all, 0, length);
      assertArrayEquals(bytes, bytes(copy, 0, length));
      assertEquals(bytes.length, all.writtenBytes(0, length));
      BinnedSums twice = new BinnedSums(length);
      twice.readAndAdd(ByteBuffer.wrap(bytes), 0, length);
      assertArrayEquals(bytes, bytes(twice, 0, length));
      double[] rounded = new double[length + 2];
      SumsCodec.readRounded(ByteBuffer.wrap(bytes), length, rounded, 2);
      assertArrayEquals(all.values(), Arrays.copyOfRange(rounded, 2, length + 2));
      twice.readAndAdd(ByteBuffer.wrap(bytes), 0, length);
      copy.add(all);
      assertArrayEquals(bytes(copy, 0, length), bytes(twice, 0, length));
    }
  }

  @Test
  void whatIsCutOffOrPassesTheEndIsRefused() throws IOException {
    BinnedSums sums = new BinnedSums(9_000);
    for (int i = 300; i < 9_000; i += i % 100 == 0 ? 400 : 1) {
      sums.add(i, i);
    }
    byte[] bytes = bytes(sums, 0, 9_000);
    for (int length = 0; length < bytes.length; length += length < 100 ? 1 : 331) {
      ByteBuffer cut = ByteBuffer.wrap(bytes, 0, length);
      assertThrows(IOException.class, () -> new BinnedSums(9_000).readAndAdd(cut, 0, 9_000));
    }
    ByteBuffer whole = ByteBuffer.wrap(bytes);
    assertThrows(IOException.class, () -> new BinnedSums(8_000).readAndAdd(whole, 0, 8_000));
  }

  private static byte[] bytes(BinnedSums sums, int from, int to) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    sums.write(new DataOutputStream(bytes), from, to);
    return bytes.toByteArray();
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void errorStaysBelowItsBound(long seed) {
    Random random = new Random(seed);
    double[] terms = terms(random, 1000, 40);
    BigDecimal exact = BigDecimal.ZERO;
    double largest = 0;
    for (double term : terms) {
      exact = exact.add(new BigDecimal(term));
      largest = Math.max(largest, Math.abs(term));
    }
    double bound = terms.length * largest * 0x1.0p-64 + Math.ulp(exact.doubleValue());
    assertTrue(
        Math.abs(exact.subtract(new BigDecimal(sum(terms))).doubleValue()) <= bound,
        "seed " + seed);
  }

  @Test
  void cancellationIsExact() {
    assertEquals(1.0, sum(1e16, 1.0, -1e16));
    assertEquals(0.0, sum(0.1, 0.2, 0.3, -0.3, -0.2, -0.1));
    assertEquals(-Double.MIN_VALUE, sum(-Double.MIN_VALUE));
    assertEquals(Double.MIN_VALUE * 3, sum(Double.MIN_VALUE, Double.MIN_VALUE, Double.MIN_VALUE));
    assertEquals(Double.MAX_VALUE, sum(Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE));
    assertEquals(-1.5, sum(-0.5, -1.0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e9, -1e9, 1e9 / 3, 1e-300, 1e300, 7e-5})
  void theRemainderHoldsWhatRoundingLosesOfTheSum(double scale) {
    BinnedSums sums = new BinnedSums(2);
    BigDecimal exact = BigDecimal.ZERO;
    for (int i = 1; i <= 1000; i++) {
      double term = scale / i;
      sums.add(1, term);
      exact = exact.add(new BigDecimal(term));
    }
    BigDecimal found =
        new BigDecimal(sums.value(1)).add(new BigDecimal(sums.remainder(1, sums.value(1))));
    assertNotEquals(0.0, sums.remainder(1, sums.value(1)));
    // What lies below the window is lost: 2^-64 of the largest term, at most.
    double bound = Math.abs(scale) * 1000 * 0x1.0p-64;
    assertEquals(0.0, found.subtract(exact).doubleValue(), bound);
    assertEquals(0.0, sums.remainder(0, sums.value(0)));
  }

  @Test
  void theRemainderOfWhatCancelsIsNothing() {
    BinnedSums sums = new BinnedSums(1);
    for (double term : new double[] {1e16, 0.125, -1e16}) {
      sums.add(0, term);
    }
    assertEquals(0.125, sums.value(0));
    assertEquals(0.0, sums.remainder(0, sums.value(0)));
  }

  @Test
  void singleSummandsComeBackUnchanged() {
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      double x = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(x)) {
        assertEquals(x + 0.0, sum(x));
      }
    }
  }

  @Test
  void aSummandThatIsNotFiniteMakesTheSumNaN() {
    assertTrue(Double.isNaN(sum(1, Double.POSITIVE_INFINITY)));
    assertTrue(Double.isNaN(sum(Double.NaN, 1)));
    BinnedSums sums = new BinnedSums(1);
    sums.add(0, 1);
    BinnedSums bad = new BinnedSums(1);
    bad.add(0, Double.NaN);
    sums.add(bad);
    assertTrue(Double.isNaN(sums.value(0)));
  }

  @Test
  void rangesSurviveTheWayThroughBytesAndAddUp() throws IOException {
    BinnedSums sums = new BinnedSums(1000);
    Random random = new Random(3);
    for (int i = 0; i < 400; i++) {
      sums.add(random.nextInt(1000), random.nextGaussian());
    }
    BinnedSums copy = new BinnedSums(1000);
    for (int[] range : new int[][] {{0, 1}, {1, 500}, {500, 500}, {500, 1000}}) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      sums.write(new DataOutputStream(bytes), range[0], range[1]);
      copy.readAndAdd(
          new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), range[0], range[1]);
    }
    assertArrayEquals(sums.values(), copy.values());
  }

  @Test
  void damagedBytesAndOtherLengthsAreRefused() throws IOException {
    BinnedSums sums = new BinnedSums(8);
    for (int i = 0; i < 8; i++) {
      sums.add(i, 1);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    sums.write(new DataOutputStream(bytes), 0, 8);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    assertThrows(IOException.class, () -> new BinnedSums(4).readAndAdd(in, 0, 4));
    assertThrows(IllegalArgumentException.class, () -> new BinnedSums(4).add(sums));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 65, 4096, 4097, 20_000})
  void scatteredAdditionsAreTheSameBytesAsOneByOne(int length) throws IOException {
    Random random = new Random(length);
    for (int one : new int[] {2, 3, 9, 200}) {
      BinnedSums single = new BinnedSums(3 + length);
      BinnedSums scattered = new BinnedSums(3 + length);
      for (int block = 0; block < 4; block++) {
        int[] offsets = IntStream.range(0, length).filter(i -> random.nextInt(one) == 0).toArray();
        double[] x = new double[1 + 2 * offsets.length];
        for (int e = 0; e < offsets.length; e++) {
          x[1 + 2 * e] = unusual(random);
          single.add(3 + offsets[e], x[1 + 2 * e]);
        }
        int half = offsets.length / 2;
        if (offsets.length % 2 == 1) {
          scattered.reserve(3, offsets);
        }
        scattered.addScattered(3, offsets, 0, half, x, 1, 2);
        scattered.addScattered(3, offsets, half, offsets.length, x, 1, 2);
      }
      assertArrayEquals(bytes(single, 0, 3 + length), bytes(scattered, 0, 3 + length));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 40, 100, 2000})
  void digitsAreThoseOfTheDefinition(int spread) throws IOException {
    Random random = new Random(spread);
    for (int trial = 0; trial < 200; trial++) {
      double[] terms = new double[1 + random.nextInt(6)];
      for (int t = 0; t < terms.length; t++) {
        terms[t] = Math.scalb(random.nextGaussian(), random.nextInt(spread) - spread / 2);
      }
      BinnedSums sums = new BinnedSums(1);
      for (double term : terms) {
        sums.add(0, term);
      }
      DataInputStream in = in(bytes(sums, 0, 1));
      assertEquals(0, in.readByte());
      assertEquals(1, in.readByte());
      int bin = in.readByte();
      assertEquals(IntStream.range(0, terms.length).map(t -> bin(terms[t])).max().orElse(0), bin);
      for (int b = bin - 2; b <= bin; b++) {
        long digit = 0;
        for (double term : terms) {
          digit += slice(term, b);
        }
        assertEquals(digit, in.readLong());
      }
    }
  }

  private static int bin(double x) {
    BigDecimal size = new BigDecimal(x).abs();
    int bin = -34;
    while (bin < 31 && size.compareTo(power(bin + 1)) >= 0) {
      bin++;
    }
    return bin;
  }

  /** The 32 bits of a number from 2^(32 bin) on, with its sign. */
  private static long slice(double x, int bin) {
    BigInteger shifted = new BigDecimal(x).abs().divide(power(bin)).toBigInteger();
    return (long) Math.signum(x) * (shifted.longValue() & 0xFFFF_FFFFL);
  }

  private static BigDecimal power(int bin) {
    BigDecimal power = new BigDecimal(BigInteger.ONE.shiftLeft(32 * Math.abs(bin)));
    return bin < 0 ? BigDecimal.ONE.divide(power) : power;
  }

  private static double unusual(Random random) {
    return switch (random.nextInt(40)) {
      case 0 -> 0.0;
      case 1 -> Double.NEGATIVE_INFINITY;
      case 2, 3, 4 -> Math.scalb(random.nextGaussian(), -1070 + random.nextInt(50));
      case 5 -> Math.scalb(random.nextGaussian(), 1000);
      default -> Math.scalb(random.nextGaussian(), random.nextInt(70));
    };
  }

  private static double sum(double... terms) {
    BinnedSums sums = new BinnedSums(1);
    sums.addAll(0, new double[0], 0, 0);
    for (double term : terms) {
      sums.add(0, term);
    }
    return sums.value(0);
  }

  private static double[] terms(Random random, int count, int exponents) {
    double[] terms = new double[count];
    for (int i = 0; i < count; i++) {
      terms[i] = Math.scalb(random.nextGaussian(), random.nextInt(exponents) - exponents / 2);
    }
    return terms;
  }

  private static void shuffle(double[] terms, Random random) {
    for (int i = terms.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      double t = terms[i];
      terms[i] = terms[j];
      terms[j] = t;
    }
  }
}
