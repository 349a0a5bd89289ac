package org.trainyard.mapreduce.loss;

import org.trainyard.mapreduce.algorithm.TrainingKeys.LossName;
import org.trainyard.mapreduce.elementary.Exponential;
import org.trainyard.mapreduce.elementary.Logarithm;

/**
 * e<sup>m</sup> - y m: the negative log-likelihood of a count y with mean e<sup>m</sup>, without
 * its constant log y!. Not a number for a negative label.
 */
record PoissonLoss() implements SingleMarginLoss {
  @Override
  public LossName name() {
    return LossName.POISSON;
  }

  @Override
  public double value(double m, double y) {
    return y < 0 ? Double.NaN : Exponential.exp(m) - y * m;
  }

  @Override
  public double slope(double m, double y) {
    return Exponential.exp(m) - y;
  }

  @Override
  public double curvature(double m, double y) {
    return Exponential.exp(m);
  }

  @Override
  public double marginOfMean(double mean) {
    return mean > 0 ? Logarithm.log(mean) : 0.0;
  }

  @Override
  public double curvatureAtStart(double mean) {
    return mean > 0 ? mean : 1.0;
  }

  @Override
  public void predict(double[] m, int at, int stride) {
    m[at] = Exponential.exp(m[at]);
  }

  @Override
  public void values(
      double[][] m, int first, double[] y, int rows, double[] values, LossWork work) {
    Exponential.exp(m[first], work.a, rows);
    losses(m[first], work.a, y, rows, values);
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
    double[] e = work.a;
    double[] slopes = r[rFirst];
    Exponential.exp(m[first], e, rows);
    for (int i = 0; i < rows; i++) {
      slopes[i] = e[i] - y[i];
    }
    losses(m[first], e, y, rows, values);
  }

  private static void losses(double[] m, double[] e, double[] y, int rows, double[] values) {
    for (int i = 0; i < rows; i++) {
      values[i] = y[i] < 0 ? Double.NaN : e[i] - y[i] * m[i];
    }
  }
}
