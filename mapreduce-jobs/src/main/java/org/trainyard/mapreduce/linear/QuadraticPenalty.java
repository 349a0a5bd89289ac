package org.trainyard.mapreduce.linear;

import org.trainyard.formats.vector.Vector;

/**
 * The penalty Σ λ_j x_j²/2.
 *
 * @param weights λ, one for each parameter; 0 for an intercept. Null if all are 0
 */
record QuadraticPenalty(Vector weights) {
  private static final int PIECE = 4096;

  /** The penalty at x + t d. */
  double value(Vector x, double t, Vector d) {
    if (weights == null) {
      return 0.0;
    }
    double sum = 0;
    double[] at = new double[Math.min(PIECE, x.length())];
    double[] along = new double[at.length];
    double[] weight = new double[at.length];
    try (Vector.Cursor ofX = x.cursor();
        Vector.Cursor ofD = d.cursor();
        Vector.Cursor ofWeights = weights.cursor()) {
      for (int first = 0; first < x.length(); first += PIECE) {
        int count = Math.min(PIECE, x.length() - first);
        ofX.next(at, 0, count);
        ofD.next(along, 0, count);
        ofWeights.next(weight, 0, count);
        for (int j = 0; j < count; j++) {
          double moved = at[j] + t * along[j];
          sum += weight[j] * (moved * moved);
        }
      }
    }
    return 0.5 * sum;
  }

  /** Adds its gradient at x, which is also its Hessian times x, to g; g is modified. */
  void addGradient(Vector x, double[] g) {
    if (weights == null) {
      return;
    }
    double[] at = new double[Math.min(PIECE, g.length)];
    double[] weight = new double[at.length];
    try (Vector.Cursor ofX = x.cursor();
        Vector.Cursor ofWeights = weights.cursor()) {
      for (int first = 0; first < g.length; first += PIECE) {
        int count = Math.min(PIECE, g.length - first);
        ofX.next(at, 0, count);
        ofWeights.next(weight, 0, count);
        for (int j = 0; j < count; j++) {
          g[first + j] += weight[j] * at[j];
        }
      }
    }
  }
}
