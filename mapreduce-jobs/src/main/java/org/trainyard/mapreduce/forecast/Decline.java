package org.trainyard.mapreduce.forecast;

import java.util.ArrayList;
import java.util.List;

/** The least gradient norm so far as a share of the first. */
final class Decline {
  private final List<Double> shares = new ArrayList<>();
  private double first = Double.NaN;
  private double least = Double.NaN;

  /** Hears the norm after an iteration, NaN where it is not known; the share so far. */
  double hear(double norm) {
    if (norm > 0) {
      first = Double.isNaN(first) ? norm : first;
      least = Double.isNaN(least) ? norm : Math.min(least, norm);
    }
    shares.add(share());
    return share();
  }

  /**
   * Iterations that are left until the share is at most {@code goal}, if its logarithm goes on to
   * fall as in the later half of what was heard; NaN if it did not fall there.
   */
  double until(double goal) {
    int heard = shares.size();
    int from = heard / 2;
    if (heard < 2 || from < 1) {
      return Double.NaN;
    }
    double fell = Math.log(shares.get(from - 1)) - Math.log(share());
    return fell > 0 ? (Math.log(share()) - Math.log(goal)) * (heard - from) / fell : Double.NaN;
  }

  /** 1 before a norm is known. */
  double share() {
    return Double.isNaN(first) ? 1 : least / first;
  }
}
