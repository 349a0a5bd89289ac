package org.trainyard.mapreduce.search;

import java.util.ArrayList;
import java.util.List;

/**
 * When configurations leave, and how many: at the rungs, after r, r·η, r·η² … iterations, one of η
 * stays.
 *
 * @param firstRung r
 * @param eta η, at least 2
 */
record HalvingRule(long firstRung, long eta) {
  /**
   * A rung of a search.
   *
   * @param iteration after which it is
   * @param before configurations that reach it
   * @param after configurations that go on
   */
  record Rung(long iteration, long before, long after) {}

  /** Whether there is a rung after so many iterations. */
  boolean isRung(long iteration) {
    long rung = firstRung;
    while (rung < iteration && rung <= Long.MAX_VALUE / eta) {
      rung *= eta;
    }
    return rung == iteration;
  }

  /** How many of so many stay at a rung: at least one. */
  int stay(int configurations) {
    return (int) Math.max(1, configurations / eta);
  }

  /** The rungs at which somebody leaves, of so many configurations in so many iterations. */
  List<Rung> rungs(int configurations, long iterations) {
    List<Rung> rungs = new ArrayList<>();
    int in = configurations;
    for (long at = firstRung; at <= iterations && in > 1; at *= eta) {
      rungs.add(new Rung(at, in, stay(in)));
      in = stay(in);
      if (at > Long.MAX_VALUE / eta) {
        break;
      }
    }
    return rungs;
  }
}
