package org.trainyard.mapreduce.optimise;

import org.trainyard.formats.vector.ComputedVector;
import org.trainyard.formats.vector.Vector;

/**
 * The penalty Σ λ_j |x_j|.
 *
 * @param weights λ, one for each coordinate, not negative; 0 for a free coordinate. Null if all are
 *     free
 */
public record AbsolutePenalty(Vector weights) {
  private static final int PIECE = 4096;

  /** Penalises nothing. */
  public static AbsolutePenalty none() {
    return new AbsolutePenalty(null);
  }

  /** Whether nothing is penalised. */
  public boolean isNone() {
    return weights == null;
  }

  /** The penalty at x. */
  public double value(Vector x) {
    double sum = 0;
    if (isNone()) {
      return sum;
    }
    double[] at = new double[Math.min(PIECE, x.length())];
    double[] weight = new double[at.length];
    try (Vector.Cursor ofX = x.cursor();
        Vector.Cursor ofWeights = weights.cursor()) {
      for (int first = 0; first < x.length(); first += PIECE) {
        int count = Math.min(PIECE, x.length() - first);
        ofX.next(at, 0, count);
        ofWeights.next(weight, 0, count);
        for (int j = 0; j < count; j++) {
          sum += weight[j] * Math.abs(at[j]);
        }
      }
    }
    return sum;
  }

  /**
   * The direction of steepest ascent of f + penalty, given the gradient of f: the subgradient of
   * least norm.
   */
  Vector pseudoGradient(Vector x, Vector gradient) {
    if (isNone()) {
      return gradient;
    }
    return ComputedVector.of(
        (first, count, in, out) -> {
          for (int j = 0; j < count; j++) {
            double g = in[1][j];
            double weight = in[2][j];
            if (in[0][j] != 0) {
              out[j] = g + Math.copySign(weight, in[0][j]);
            } else {
              out[j] = g > weight ? g - weight : g < -weight ? g + weight : 0.0;
            }
          }
        },
        x,
        gradient,
        weights);
  }

  /**
   * The proximal map with step t_j: x_j moves to zero by t_j λ_j and not past it; x is modified.
   */
  public void shrink(double[] x, double[] t) {
    if (isNone()) {
      return;
    }
    double[] lambda = weights.array();
    for (int j = 0; j < x.length; j++) {
      double rest = Math.abs(x[j]) - t[j] * lambda[j];
      if (lambda[j] != 0) {
        x[j] = rest > 0 ? Math.copySign(rest, x[j]) : 0.0;
      }
    }
  }

  /** d without the penalised coordinates in which it does not descend. */
  Vector descending(Vector d, Vector pseudo) {
    if (isNone()) {
      return d;
    }
    return ComputedVector.of(
        (first, count, in, out) -> {
          for (int j = 0; j < count; j++) {
            out[j] = in[2][j] != 0 && in[0][j] * in[1][j] >= 0 ? 0.0 : in[0][j];
          }
        },
        d,
        pseudo,
        weights);
  }

  /**
   * x, which was reached from {@code from}, kept in its orthant where it is penalised: that of the
   * sign of {@code from}, or at 0 that of steepest descent.
   */
  Vector inOrthant(Vector x, Vector from, Vector pseudo) {
    if (isNone()) {
      return x;
    }
    return ComputedVector.of(
        (first, count, in, out) -> {
          for (int j = 0; j < count; j++) {
            double orthant = in[1][j] != 0 ? in[1][j] : -in[2][j];
            out[j] = in[3][j] != 0 && in[0][j] * orthant <= 0 ? 0.0 : in[0][j];
          }
        },
        x,
        from,
        pseudo,
        weights);
  }
}
