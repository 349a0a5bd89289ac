package org.trainyard.mapreduce.algorithm;

/**
 * Random numbers as a function of (seed, purpose, position): the same whichever task or thread
 * asks.
 *
 * <p>The mixing function is the finaliser of SplitMix64: G. L. Steele, D. Lea, C. H. Flood, "Fast
 * Splittable Pseudorandom Number Generators", OOPSLA 2014.
 */
public final class Hashes {
  /** Purpose: the validation fraction. */
  public static final long HOLDOUT = 1;

  /** Purpose: folds of cross-validation. */
  public static final long FOLD = 2;

  /** Purpose: initial parameters. */
  public static final long INITIAL = 3;

  /** Purpose: the order of samples in local SGD. */
  public static final long SHUFFLE = 4;

  /** Purpose: dropout masks. */
  public static final long DROPOUT = 5;

  /** Purpose: samples of rows. */
  public static final long SAMPLE = 6;

  /** Purpose: the points of a random search. */
  public static final long SEARCH = 7;

  private Hashes() {}

  /** Mixes 64 bits so that every input bit touches every output bit. */
  public static long mix(long x) {
    x = (x ^ (x >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return x ^ (x >>> 31);
  }

  /** A 64-bit hash of the arguments, in order. */
  public static long hash(long seed, long purpose, long... position) {
    long h = mix(seed + 0x9E37_79B9_7F4A_7C15L * purpose);
    for (long p : position) {
      h = extend(h, p);
    }
    return h;
  }

  /**
   * The hash with one more position: for loops over the last position, which then allocate nothing.
   */
  public static long extend(long hash, long position) {
    return mix(hash + 0x9E37_79B9_7F4A_7C15L + position);
  }

  /** A number in [0, 1) from the upper bits of a hash. */
  public static double unit(long hash) {
    return (hash >>> 11) * 0x1.0p-53;
  }

  /** {@link #uniform(long, long, long...)} of one position, without an array. */
  public static double uniform(long seed, long purpose, long position) {
    return unit(extend(mix(seed + 0x9E37_79B9_7F4A_7C15L * purpose), position));
  }

  /** A number drawn uniformly from [0, 1) by the hash of the arguments. */
  public static double uniform(long seed, long purpose, long... position) {
    return unit(hash(seed, purpose, position));
  }
}
