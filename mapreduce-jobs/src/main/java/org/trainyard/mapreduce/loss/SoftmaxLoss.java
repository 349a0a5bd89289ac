package org.trainyard.mapreduce.loss;

/**
 * log Σ<sub>c</sub> e<sup>m_c</sup> - m<sub>y</sub> for a class y from 0 up; the largest margin is
 * taken out of the sum. Not a number for a label that is no class.
 */
record SoftmaxLoss(int outputs) implements Loss {
  @Override
  public boolean hasHessian() {
    return true;
  }

  @Override
  public double value(double[] m, int at, int stride, double y) {
    if (!isClass(y)) {
      return Double.NaN;
    }
    double largest = largest(m, at, stride);
    double sum = 0;
    for (int c = 0; c < outputs; c++) {
      sum += StrictMath.exp(m[at + c * stride] - largest);
    }
    return StrictMath.log(sum) + largest - m[at + (int) y * stride];
  }

  @Override
  public double derivative(double[] m, int at, int stride, double y, double[] r, int rAt) {
    double largest = largest(m, at, stride);
    double sum = 0;
    for (int c = 0; c < outputs; c++) {
      double e = StrictMath.exp(m[at + c * stride] - largest);
      r[rAt + c * stride] = e;
      sum += e;
    }
    for (int c = 0; c < outputs; c++) {
      r[rAt + c * stride] /= sum;
    }
    if (!isClass(y)) {
      return Double.NaN;
    }
    r[rAt + (int) y * stride] -= 1.0;
    return StrictMath.log(sum) + largest - m[at + (int) y * stride];
  }

  /** With probabilities p: p_c (v_c - Σ p v). */
  @Override
  public void hessianVector(
      double[] m, int at, double[] v, int vAt, int stride, double y, double[] r, int rAt) {
    double largest = largest(m, at, stride);
    double sum = 0;
    double along = 0;
    for (int c = 0; c < outputs; c++) {
      double e = StrictMath.exp(m[at + c * stride] - largest);
      r[rAt + c * stride] = e;
      sum += e;
      along += e * v[vAt + c * stride];
    }
    along /= sum;
    for (int c = 0; c < outputs; c++) {
      r[rAt + c * stride] *= (v[vAt + c * stride] - along) / sum;
    }
  }

  @Override
  public double curvatureAtStart(double mean) {
    return 1.0 / outputs;
  }

  @Override
  public void predict(double[] m, int at, int stride) {
    double largest = largest(m, at, stride);
    double sum = 0;
    for (int c = 0; c < outputs; c++) {
      double e = StrictMath.exp(m[at + c * stride] - largest);
      m[at + c * stride] = e;
      sum += e;
    }
    for (int c = 0; c < outputs; c++) {
      m[at + c * stride] /= sum;
    }
  }

  private double largest(double[] m, int at, int stride) {
    double largest = m[at];
    for (int c = 1; c < outputs; c++) {
      largest = Math.max(largest, m[at + c * stride]);
    }
    return largest;
  }

  private boolean isClass(double y) {
    return y >= 0 && y < outputs;
  }
}
