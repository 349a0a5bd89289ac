package org.trainyard.mapreduce.loss;

import org.trainyard.mapreduce.algorithm.TrainingKeys.LossName;

/** max(0, 1 - s m)² with s = 2y - 1 for a class y of 0 or 1, as in LIBLINEAR. */
record SquaredHingeLoss() implements SingleMarginLoss {
  @Override
  public LossName name() {
    return LossName.SQUARED_HINGE;
  }

  @Override
  public double value(double m, double y) {
    double gap = Math.max(0.0, 1.0 - (2.0 * y - 1.0) * m);
    return gap * gap;
  }

  @Override
  public double slope(double m, double y) {
    double s = 2.0 * y - 1.0;
    return -2.0 * s * Math.max(0.0, 1.0 - s * m);
  }

  @Override
  public double curvatureAtStart(double mean) {
    return 2.0;
  }

  @Override
  public double curvature(double m, double y) {
    return (2.0 * y - 1.0) * m < 1.0 ? 2.0 : 0.0;
  }
}
