package org.trainyard.mapreduce.engine;

import java.io.IOException;

/** Knows when the iterations before the running one are on disk. */
@FunctionalInterface
public interface Durability {
  /**
   * Waits until they are, with their markers.
   *
   * @throws IOException if one of them could not be written: it is not finished, and nothing that
   *     follows it is
   */
  void await() throws IOException, InterruptedException;

  /** Of iterations that begin when all is written. */
  static Durability atOnce() {
    return () -> {};
  }
}
