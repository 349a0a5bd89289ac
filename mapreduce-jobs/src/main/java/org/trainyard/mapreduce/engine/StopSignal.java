package org.trainyard.mapreduce.engine;

import java.util.Optional;

/** Who may ask a run to stop: asked between iterations and while waiting. */
@FunctionalInterface
public interface StopSignal {
  /** A sentence that says who or what asked, or empty. */
  Optional<String> asked();

  /** Nobody ever asks. */
  static StopSignal never() {
    return Optional::empty;
  }
}
