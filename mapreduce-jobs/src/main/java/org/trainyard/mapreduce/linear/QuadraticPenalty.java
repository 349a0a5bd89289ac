package org.trainyard.mapreduce.linear;

/**
 * The penalty Σ λ_j x_j²/2.
 *
 * @param weights λ, one for each parameter; 0 for an intercept
 */
record QuadraticPenalty(double[] weights) {
  /** The penalty at x + t d. */
  double value(double[] x, double t, double[] d) {
    double sum = 0;
    for (int j = 0; j < x.length; j++) {
      double moved = x[j] + t * d[j];
      sum += weights[j] * (moved * moved);
    }
    return 0.5 * sum;
  }

  /** Adds its gradient at x, which is also its Hessian times x, to g; g is modified. */
  void addGradient(double[] x, double[] g) {
    for (int j = 0; j < x.length; j++) {
      g[j] += weights[j] * x[j];
    }
  }
}
