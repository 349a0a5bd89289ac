package org.trainyard.mapreduce.engine;

import org.trainyard.formats.run.IterationDocument;

/** Hears what a run does. Called on the run's thread; must return soon. */
public interface RunListener {
  /** The run does something else now: a sentence for people. */
  default void phase(String sentence) {}

  /** Fraction of the running iteration (or of packing) that is done, from 0 to 1. */
  default void progress(double fraction) {}

  /** An iteration is finished. */
  default void iteration(IterationDocument finished) {}

  /** Hears nothing. */
  static RunListener none() {
    return new RunListener() {};
  }
}
