package org.trainyard.mapreduce.optimise;

/**
 * The penalty Σ λ_j |x_j|.
 *
 * @param weights λ, one for each coordinate, not negative; 0 for a free coordinate
 */
public record AbsolutePenalty(double[] weights) {
  /** Whether nothing is penalised. */
  public boolean isNone() {
    for (double weight : weights) {
      if (weight != 0) {
        return false;
      }
    }
    return true;
  }

  /** The penalty at x. */
  public double value(double[] x) {
    double sum = 0;
    for (int j = 0; j < x.length; j++) {
      sum += weights[j] * Math.abs(x[j]);
    }
    return sum;
  }

  /**
   * The direction of steepest ascent of f + penalty, given the gradient of f: the subgradient of
   * least norm.
   */
  double[] pseudoGradient(double[] x, double[] gradient) {
    double[] pseudo = new double[x.length];
    for (int j = 0; j < x.length; j++) {
      double g = gradient[j];
      double weight = weights[j];
      if (x[j] != 0) {
        pseudo[j] = g + Math.copySign(weight, x[j]);
      } else {
        pseudo[j] = g > weight ? g - weight : g < -weight ? g + weight : 0.0;
      }
    }
    return pseudo;
  }

  /**
   * The proximal map with step t_j: x_j moves to zero by t_j λ_j and not past it; x is modified.
   */
  public void shrink(double[] x, double[] t) {
    for (int j = 0; j < x.length; j++) {
      double rest = Math.abs(x[j]) - t[j] * weights[j];
      if (weights[j] != 0) {
        x[j] = rest > 0 ? Math.copySign(rest, x[j]) : 0.0;
      }
    }
  }
}
