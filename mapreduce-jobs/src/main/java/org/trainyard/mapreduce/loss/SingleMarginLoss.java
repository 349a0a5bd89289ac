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

  @Override
  default void values(
      double[][] m, int first, double[] y, int rows, double[] values, LossWork work) {
    double[] margins = m[first];
    for (int i = 0; i < rows; i++) {
      values[i] = value(margins[i], y[i]);
    }
  }

  @Override
  default void derivatives(
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
      slopes[i] = slope(margins[i], y[i]);
      values[i] = value(margins[i], y[i]);
    }
  }

  @Override
  default void hessianVectors(
      double[][] m,
      int first,
      int vFirst,
      double[] y,
      int rows,
      double[][] r,
      int rFirst,
      LossWork work) {
    double[] margins = m[first];
    double[] v = m[vFirst];
    double[] products = r[rFirst];
    for (int i = 0; i < rows; i++) {
      products[i] = curvature(margins[i], y[i]) * v[i];
    }
  }
}
