package org.trainyard.mapreduce.loss;

import org.trainyard.mapreduce.algorithm.TrainingKeys.LossName;

/** max(0, 1 - s m) with s = 2y - 1 for a class y of 0 or 1; its slope at the kink is 0. */
record HingeLoss() implements SingleMarginLoss {
  @Override
  public LossName name() {
    return LossName.HINGE;
  }

  @Override
  public boolean hasHessian() {
    return false;
  }

  @Override
  public double value(double m, double y) {
    return Math.max(0.0, 1.0 - (2.0 * y - 1.0) * m);
  }

  @Override
  public double slope(double m, double y) {
    double s = 2.0 * y - 1.0;
    return s * m < 1.0 ? -s : 0.0;
  }

  @Override
  public double curvature(double m, double y) {
    throw new UnsupportedOperationException("The hinge loss has no second derivative");
  }
}
