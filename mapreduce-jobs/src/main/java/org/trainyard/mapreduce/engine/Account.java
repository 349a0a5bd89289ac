package org.trainyard.mapreduce.engine;

import java.io.IOException;

/**
 * Knows where the time of a finished iteration went. Asked once, on a thread that nobody waits for:
 * it may take a second or two to find out.
 */
@FunctionalInterface
public interface Account {
  /** Tells the listener of map tasks that it was not told of yet, and answers the stages. */
  Stages settle(RunListener listener) throws IOException, InterruptedException;

  /** Knows nothing. */
  static Account none() {
    return listener -> Stages.UNKNOWN;
  }

  /**
   * The stages of an iteration, in seconds of wall time; what is left of it is the optimiser's
   * step.
   *
   * @param waiting until there was somebody to do it
   * @param start until the first map task began
   * @param map from then until every split was mapped
   * @param shuffle from then until the sums were there
   */
  record Stages(double waiting, double start, double map, double shuffle) {
    /** Nobody knows. */
    public static final Stages UNKNOWN = new Stages(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /** Everything but the step was mapping. */
    public static Stages mapped(double seconds) {
      return new Stages(0, 0, seconds, 0);
    }

    /** Whether anything is known. */
    public boolean known() {
      return !Double.isNaN(map);
    }
  }
}
