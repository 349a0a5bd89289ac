package org.trainyard.it.bench.generate;

/**
 * A stream of random numbers that is a function of a seed and a place alone, so that rows can be
 * made in any order. Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA
 * 2014.
 */
final class RandomStream {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final double SQRT_3 = 1.7320508075688772;

  private long state;

  RandomStream(long seed, long place) {
    state = mixed(mixed(seed) + GOLDEN * (place + 1));
  }

  /** 64 random bits. */
  long bits() {
    state += GOLDEN;
    return mixed(state);
  }

  /** Uniform in [0, 1). */
  double uniform() {
    return (bits() >>> 11) * 0x1p-53;
  }

  /** Mean 0, deviation 1, nearly normal: the sum of four uniform numbers of 16 bits. */
  double normal() {
    long b = bits();
    long sum = (b & 0xFFFF) + (b >>> 16 & 0xFFFF) + (b >>> 32 & 0xFFFF) + (b >>> 48);
    return (sum - 131070) * (SQRT_3 / 65536);
  }

  /** 1 with the probability of a logistic model whose margin this is, else 0. */
  int label(double margin) {
    return uniform() < 1 / (1 + StrictMath.exp(-margin)) ? 1 : 0;
  }

  private static long mixed(long z) {
    long a = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ a >>> 27) * 0x94D049BB133111EBL;
    return b ^ b >>> 31;
  }
}
