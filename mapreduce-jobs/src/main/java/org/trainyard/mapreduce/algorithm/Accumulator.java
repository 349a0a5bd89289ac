package org.trainyard.mapreduce.algorithm;

import org.trainyard.formats.partial.Partial;

/** The map side of one iteration: adds what a segment contributes to a partial. Not thread-safe. */
@FunctionalInterface
public interface Accumulator {
  /**
   * Adds the contribution of {@code segment}, which depends on the state and the segment alone, to
   * {@code into}.
   */
  void accumulate(Segment segment, Partial into);

  /**
   * Adds what is still under way on a device; to be called after the last of some segments, and
   * before the partial is read. Segments may follow.
   */
  default void finish(Partial into) {}
}
