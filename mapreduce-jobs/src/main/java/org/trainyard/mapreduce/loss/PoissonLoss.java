package org.trainyard.mapreduce.loss;

/**
 * e<sup>m</sup> - y m: the negative log-likelihood of a count y with mean e<sup>m</sup>, without
 * its constant log y!. Not a number for a negative label.
 */
record PoissonLoss() implements SingleMarginLoss {
  @Override
  public double value(double m, double y) {
    return y < 0 ? Double.NaN : StrictMath.exp(m) - y * m;
  }

  @Override
  public double slope(double m, double y) {
    return StrictMath.exp(m) - y;
  }

  @Override
  public double curvature(double m, double y) {
    return StrictMath.exp(m);
  }

  @Override
  public double marginOfMean(double mean) {
    return mean > 0 ? StrictMath.log(mean) : 0.0;
  }

  @Override
  public double curvatureAtStart(double mean) {
    return mean > 0 ? mean : 1.0;
  }

  @Override
  public void predict(double[] m, int at, int stride) {
    m[at] = StrictMath.exp(m[at]);
  }
}
