package org.trainyard.mapreduce.iteration;

/** Counters of an iteration's job. */
public enum IterationCounter {
  /** Samples read; must equal the samples of the datasets, or the iteration is not taken. */
  ROWS,
  /** Segments visited. */
  SEGMENTS,
  /** Milliseconds of reading and decoding segments. */
  READ_MS,
  /** Milliseconds of arithmetic. */
  COMPUTE_MS,
  /**
   * Mean loss of a map task's rows, the bits of a double: counters are whole numbers, and losses of
   * any size are to be told exactly. Of one task; the sum over tasks means nothing.
   */
  MEAN_LOSS_BITS
}
