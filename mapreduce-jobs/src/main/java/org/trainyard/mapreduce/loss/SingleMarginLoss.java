package org.trainyard.mapreduce.loss;

/** A loss of one margin. */
interface SingleMarginLoss extends Loss {
  /** The loss at margin m and label y. */
  double value(double m, double y);

  /** Its derivative by m. */
  double slope(double m, double y);

  /** Its second derivative by m, in the generalised sense where it jumps. */
  double curvature(double m, double y);

  @Override
  default int outputs() {
    return 1;
  }

  @Override
  default boolean hasHessian() {
    return true;
  }

  @Override
  default double value(double[] m, int at, int stride, double y) {
    return value(m[at], y);
  }

  @Override
  default double derivative(double[] m, int at, int stride, double y, double[] r, int rAt) {
    r[rAt] = slope(m[at], y);
    return value(m[at], y);
  }

  @Override
  default void hessianVector(
      double[] m, int at, double[] v, int vAt, int stride, double y, double[] r, int rAt) {
    r[rAt] = curvature(m[at], y) * v[vAt];
  }
}
