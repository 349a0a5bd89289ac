package org.trainyard.mapreduce.loss;

import org.trainyard.mapreduce.algorithm.TrainingKeys.LossName;

/** (m - y)²/2. */
record SquaredLoss() implements SingleMarginLoss {
  @Override
  public LossName name() {
    return LossName.SQUARED;
  }

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

  @Override
  public void derivatives(
      double[][] m,
      int first,
      double[] y,
      int rows,
      double[] values,
      double[][] r,
      int rFirst,
      LossWork work) {
    double[] margins = m[first];
    double[] slopes = r[rFirst];
    for (int i = 0; i < rows; i++) {
      double e = margins[i] - y[i];
      slopes[i] = e;
      values[i] = 0.5 * (e * e);
    }
  }
}
