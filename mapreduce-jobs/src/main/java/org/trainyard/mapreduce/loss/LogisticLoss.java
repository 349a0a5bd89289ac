package org.trainyard.mapreduce.loss;

import org.trainyard.mapreduce.elementary.Exponential;
import org.trainyard.mapreduce.elementary.Logarithm;

/** log(1 + e<sup>m</sup>) - y m for a class y of 0 or 1; m is the logarithm of the odds. */
record LogisticLoss() implements SingleMarginLoss {
  /** Takes any negative margin whose exponential is not 1 far below -1. */
  private static final double HUGE = 0x1p1000;

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
    exponentials(m[first], rows, values, work);
    losses(m[first], y, rows, values);
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
    exponentials(m[first], rows, values, work);
    probabilities(m[first], values, rows, r[rFirst]);
    double[] slopes = r[rFirst];
    for (int i = 0; i < rows; i++) {
      slopes[i] -= y[i];
    }
    losses(m[first], y, rows, values);
  }

  /** e[i] becomes the exponential of -|m[i]|. */
  private static void exponentials(double[] m, int rows, double[] e, LossWork work) {
    double[] x = work.a;
    for (int i = 0; i < rows; i++) {
      x[i] = -Math.abs(m[i]);
    }
    Exponential.exp(x, e, rows);
  }

  /**
   * The numerator is 1 or e by the sign of m, without a branch: {@code positive} is 1 or 0, and
   * anything between only for margins so small that e is 1.
   */
  private static void probabilities(double[] m, double[] e, int rows, double[] p) {
    for (int i = 0; i < rows; i++) {
      double positive = Math.max(Math.min(m[i] * HUGE + 1.0, 1.0), 0.0);
      p[i] = Math.max(e[i], positive) / (1.0 + e[i]);
    }
  }

  /** e[i], the exponential of -|m[i]|, becomes the loss. */
  private static void losses(double[] m, double[] y, int rows, double[] e) {
    Logarithm.log1p(e, rows);
    for (int i = 0; i < rows; i++) {
      e[i] = Math.max(m[i], 0.0) - y[i] * m[i] + e[i];
    }
  }
}
