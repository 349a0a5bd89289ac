package org.trainyard.mapreduce.loss;

/** (m - y)²/2. */
record SquaredLoss() implements SingleMarginLoss {
  @Override
  public double value(double m, double y) {
    double e = m - y;
    return 0.5 * (e * e);
  }

  @Override
  public double slope(double m, double y) {
    return m - y;
  }

  @Override
  public double curvature(double m, double y) {
    return 1.0;
  }

  @Override
  public double marginOfMean(double mean) {
    return mean;
  }
}
