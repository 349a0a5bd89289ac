package org.trainyard.mapreduce.forecast;

/** The least gradient norm so far as a share of the first. */
final class Decline {
  private double first = Double.NaN;
  private double least = Double.NaN;

  /** Hears the norm after an iteration, NaN where it is not known; the share so far. */
  double hear(double norm) {
    if (norm > 0) {
      first = Double.isNaN(first) ? norm : first;
      least = Double.isNaN(least) ? norm : Math.min(least, norm);
    }
    return share();
  }

  /** 1 before a norm is known. */
  double share() {
    return Double.isNaN(first) ? 1 : least / first;
  }
}
