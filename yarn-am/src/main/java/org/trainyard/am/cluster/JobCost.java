package org.trainyard.am.cluster;

/** What a MapReduce job costs beside the work that it is for. */
public final class JobCost {
  /**
   * Seconds of a job that carries out one iteration with one map task and no arithmetic, on an idle
   * machine, as {@code scripts/bench/chained} measures it.
   */
  public static final double SECONDS = 4;

  private JobCost() {}
}
