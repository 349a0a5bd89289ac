package org.trainyard.am.worker;

import org.trainyard.formats.partial.PartialShape;

/**
 * How a worker shares its heap out: the accumulators come first, what is left may hold data.
 *
 * @param threads how many splits are mapped at a time
 * @param cacheBytes most bytes of decoded data in memory
 */
record MemoryPlan(int threads, long cacheBytes) {
  /** A coordinate of an exact sum in memory: three digits and their bin, a long each. */
  private static final long COORDINATE_BYTES = 32;

  /** What is never given out: buffers of messages, classes' constants, garbage. */
  private static final double RESERVE = 0.15;

  /**
   * Shares out a heap.
   *
   * @param heap its most bytes
   * @param share of it that data may take
   * @param cores most threads
   * @param partial bytes of one partial
   * @param held bytes of the parameters that are here once for all
   * @param visited bytes of the parameters in each thread's hands
   */
  static MemoryPlan of(long heap, double share, int cores, long partial, long held, long visited) {
    // Each thread adds to a partial and then holds its bytes too; one pair more is being merged.
    long pair = 2 * partial;
    long room = (long) ((1 - RESERVE) * heap) - held - pair;
    long each = Math.max(1, pair + visited);
    int threads = (int) Math.max(1, Math.min(cores, room / each));
    long left = room - each * threads;
    return new MemoryPlan(threads, Math.max(0, Math.min((long) (share * heap), left)));
  }

  /** Most bytes of a partial of a shape; sparse ones take less. */
  static long most(PartialShape shape) {
    return COORDINATE_BYTES * ((long) shape.vectors() + shape.scalars());
  }
}
