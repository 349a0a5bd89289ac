package org.trainyard.mapreduce.engine;

import java.util.Locale;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.formats.run.IterationDocument;

/** Hears what a run does. Called on the run's thread, events on any; must return soon. */
public interface RunListener {
  /** The run does something else now: a sentence for people. */
  default void phase(String sentence) {}

  /** An iteration begins. */
  default void iterationBegins(int k, long mostIterations) {
    phase(String.format(Locale.ROOT, "iteration %d of at most %d", k, mostIterations));
  }

  /** Fraction of the running iteration (or of packing) that is done, from 0 to 1. */
  default void progress(double fraction) {}

  /** An iteration is finished. */
  default void iteration(IterationDocument finished) {}

  /** The same iteration, with whoever can say where its time went: asked once, on any thread. */
  default void account(IterationDocument finished, Account account) {}

  /** Something happened that is worth a line in the run's log. Called on any thread. */
  default void event(RunEvent event) {}

  /** Hears nothing. */
  static RunListener none() {
    return new RunListener() {};
  }
}
