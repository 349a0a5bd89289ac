package org.trainyard.mapreduce.loss;

import org.trainyard.mapreduce.algorithm.TrainingKeys.LossName;

/**
 * With e = m - y: e²/2 up to |e| = delta, delta (|e| - delta/2) beyond. P. J. Huber, "Robust
 * Estimation of a Location Parameter", The Annals of Mathematical Statistics 35(1), 1964.
 */
record HuberLoss(double delta) implements SingleMarginLoss {
  @Override
  public LossName name() {
    return LossName.HUBER;
  }

  @Override
  public double value(double m, double y) {
    double e = Math.abs(m - y);
    return e <= delta ? 0.5 * (e * e) : delta * (e - 0.5 * delta);
  }

  @Override
  public double slope(double m, double y) {
    double e = m - y;
    return Math.abs(e) <= delta ? e : Math.copySign(delta, e);
  }

  @Override
  public double curvature(double m, double y) {
    return Math.abs(m - y) <= delta ? 1.0 : 0.0;
  }

  @Override
  public double marginOfMean(double mean) {
    return mean;
  }
}
