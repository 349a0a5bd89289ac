package org.trainyard.mapreduce.pack;

import java.io.IOException;

/**
 * What work takes once its code is compiled: it is done again and again until it gets no faster.
 * The work must be the same each time.
 */
public final class Settling {
  /** So much less than before counts as faster. */
  private static final double FASTER = 0.95;

  /** Rounds without getting faster that end it: one may have been disturbed. */
  private static final int PATIENCE = 2;

  private static final int MOST_ROUNDS = 12;
  private static final double MOST_SECONDS = 4;

  private Settling() {}

  /** Does the work once. */
  @FunctionalInterface
  public interface Round {
    /** The seconds that it took. */
    double seconds() throws IOException;
  }

  /** The least of {@code first}, seconds that the work took before, and what it takes now. */
  public static double seconds(double first, Round work) throws IOException {
    double least = first;
    double spent = 0;
    int idle = 0;
    for (int n = 0; n < MOST_ROUNDS && idle < PATIENCE && spent < MOST_SECONDS; n++) {
      double seconds = work.seconds();
      idle = seconds < FASTER * least ? 0 : idle + 1;
      least = Math.min(least, seconds);
      spent += seconds;
    }
    return least;
  }
}
