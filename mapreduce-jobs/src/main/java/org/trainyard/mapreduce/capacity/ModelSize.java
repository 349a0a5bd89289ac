package org.trainyard.mapreduce.capacity;

import org.trainyard.formats.state.State;
import org.trainyard.formats.vector.Vector;

/**
 * What the heap of a process depends on, beside the blocks of samples in its hands. All bytes are
 * bounds: sums of coordinates that no sample touches cost nothing.
 *
 * @param parameters doubles that mappers read: for each model its points and directions
 * @param sums coordinates that are summed
 */
public record ModelSize(long parameters, long sums) {
  /** In memory: three digits and a mark, and the index of sparse pages. */
  private static final int SUM_BYTES = 34;

  /** On the way: a byte and three digits, and the lengths of runs where they are short. */
  private static final int WRITTEN_BYTES = 27;

  /** Gradient, step, change of the gradient, direction. */
  private static final int VECTORS_OF_STEP = 4;

  /**
   * Columns of gradients from which on some sparse blocks of linear models are for a kernel of
   * another kind, which goes strip after strip of their features.
   */
  public static final int COLUMNS_OF_STRIPS = 8;

  /** Classes, buffers, a block of samples in two forms. */
  private static final long ELSE = 96L << 20;

  /** How much of a heap may be planned for: the collector wants room. */
  private static final double USABLE = 0.85;

  /** Of an iteration from a state. */
  public static ModelSize of(State state, int sums) {
    long parameters = state.parameters().values().stream().mapToLong(Vector::length).sum();
    return new ModelSize(parameters, sums);
  }

  /**
   * A mapper while it works, all threads together: each has the parameters in the coordinates of
   * the data, and sums of its own.
   */
  public long mapper(int threads) {
    return ELSE + threads * (Double.BYTES * parameters + SUM_BYTES * sums);
  }

  /** The same if no coordinate is touched: less is never enough. */
  public long leastMapper(int threads) {
    return ELSE + threads * Double.BYTES * parameters;
  }

  /**
   * What each thread of a mapper of linear models needs beside, where sparse blocks may be of both
   * kinds: one kernel's arrays follow the features that occur in a block, which is counted with the
   * parameters; the other's follow the rows, and are taken only where they are no larger.
   *
   * @param features of a model
   * @param occurring features in the sparse block with the most of them; 0 if there is none
   */
  public long secondKernel(int features, int occurring) {
    long width = Math.max(1, features);
    return sums / width < COLUMNS_OF_STRIPS
        ? 0
        : Double.BYTES * (parameters / width + sums / width) * occurring;
  }

  /** A reducer of one of so many shards: its sum, an addend, and what it writes. */
  public long reducer(int shards) {
    long shard = sums / shards + 1;
    return ELSE + shard * (SUM_BYTES + 2 * WRITTEN_BYTES);
  }

  /**
   * Who takes the optimiser's step: the finished sums, and beside them first the shards, one after
   * the other, then the step's vectors.
   */
  public long step(int shards) {
    long shard = sums / shards + 1;
    long reading = shard * (SUM_BYTES + WRITTEN_BYTES);
    return ELSE + Double.BYTES * sums + Math.max(reading, VECTORS_OF_STEP * Double.BYTES * sums);
  }

  /** The same where the sums come from this very process: less is never enough. */
  public long leastStep() {
    return ELSE + Double.BYTES * sums * (1L + VECTORS_OF_STEP);
  }

  /** The least number of shards, from {@code wanted} on, of which a reducer's heap holds one. */
  public int shards(int wanted, long heap) {
    long room = Math.max(1, usable(heap) - ELSE);
    // The only reducer takes the step, too.
    boolean one = wanted == 1 && step(1) <= usable(heap) && reducer(1) <= usable(heap);
    long least = sums * (SUM_BYTES + 2 * WRITTEN_BYTES) / room + 1;
    return one ? 1 : (int) Math.max(Math.max(wanted, least), Math.min(2, sums));
  }

  /** The most threads, up to {@code wanted}, whose work a heap holds; at least one. */
  public int threads(int wanted, long heap) {
    int threads = wanted;
    while (threads > 1 && mapper(threads) > usable(heap)) {
      threads--;
    }
    return threads;
  }

  /**
   * Why a heap cannot hold what a process needs at least, with what it needs; null if it can.
   *
   * @param what the process is, for people
   * @param least bytes that it needs at least
   * @param remedy what to do
   */
  public String refusal(String what, long least, long heap, String remedy) {
    if (least <= heap) {
      return null;
    }
    return what
        + " needs at least "
        + megabytes(least)
        + " MB of heap for "
        + parameters
        + " parameters and "
        + sums
        + " sums, and has "
        + megabytes(heap)
        + " MB; "
        + remedy;
  }

  private static long usable(long heap) {
    return (long) (USABLE * heap);
  }

  private static long megabytes(long bytes) {
    return (bytes + (1 << 20) - 1) >> 20;
  }
}
