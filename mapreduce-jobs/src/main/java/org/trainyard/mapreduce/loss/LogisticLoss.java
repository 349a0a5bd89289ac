package org.trainyard.mapreduce.loss;

import org.trainyard.mapreduce.algorithm.TrainingKeys.LossName;
import org.trainyard.mapreduce.elementary.Exponential;
import org.trainyard.mapreduce.elementary.Logarithm;

/** log(1 + e<sup>m</sup>) - y m for a class y of 0 or 1; m is the logarithm of the odds. */
record LogisticLoss() implements SingleMarginLoss {
  @Override
  public LossName name() {
    return LossName.LOGISTIC;
  }

  @Override
  public double value(double m, double y) {
    return Math.max(m, 0.0) - y * m + Logarithm.log1p(Exponential.exp(-Math.abs(m)));
  }

  @Override
  public double slope(double m, double y) {
    return probability(m, Exponential.exp(-Math.abs(m))) - y;
  }

  @Override
  public double curvature(double m, double y) {
    double e = Exponential.exp(-Math.abs(m));
    return e / ((1.0 + e) * (1.0 + e));
  }

  /** One exponential for both. */
  @Override
  public double derivative(double[] margins, int at, int stride, double y, double[] r, int rAt) {
    double m = margins[at];
    double e = Exponential.exp(-Math.abs(m));
    r[rAt] = probability(m, e) - y;
    return Math.max(m, 0.0) - y * m + Logarithm.log1p(e);
  }

  @Override
  public double curvatureAtStart(double mean) {
    return 0.25;
  }

  @Override
  public void predict(double[] m, int at, int stride) {
    m[at] = probability(m[at], Exponential.exp(-Math.abs(m[at])));
  }

  private static double probability(double m, double e) {
    return (m >= 0 ? 1.0 : e) / (1.0 + e);
  }

  @Override
  public void values(
      double[][] m, int first, double[] y, int rows, double[] values, LossWork work) {
    work.logistic.rows(m[first], y, 0, rows, values, null);
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
    work.logistic.rows(m[first], y, 0, rows, values, r[rFirst]);
  }
}
