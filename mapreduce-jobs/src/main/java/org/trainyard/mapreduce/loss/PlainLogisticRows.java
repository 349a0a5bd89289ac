package org.trainyard.mapreduce.loss;

import org.trainyard.mapreduce.elementary.Exponential;
import org.trainyard.mapreduce.elementary.Logarithm;

/** In loops that are simple enough for the compiler to put most of them on vector lanes. */
final class PlainLogisticRows implements LogisticRows {
  /** Takes any negative margin whose exponential is not 1 far below -1. */
  private static final double HUGE = 0x1p1000;

  /** Rows of a stretch, whose numbers stay in a core's first cache. */
  private static final int STRETCH = 512;

  private final double[] x = new double[STRETCH];
  private final double[] e = new double[STRETCH];

  @Override
  public void rows(double[] m, double[] y, int from, int to, double[] values, double[] slopes) {
    for (int at = from; at < to; at += STRETCH) {
      stretch(m, y, at, Math.min(STRETCH, to - at), values, slopes);
    }
  }

  private void stretch(
      double[] m, double[] y, int from, int rows, double[] values, double[] slopes) {
    for (int i = 0; i < rows; i++) {
      x[i] = -Math.abs(m[from + i]);
    }
    Exponential.exp(x, e, rows);
    if (slopes != null) {
      probabilities(m, e, from, rows, slopes);
      for (int i = 0; i < rows; i++) {
        slopes[from + i] -= y[from + i];
      }
    }
    Logarithm.log1p(e, rows);
    for (int i = 0; i < rows; i++) {
      values[from + i] = Math.max(m[from + i], 0.0) - y[from + i] * m[from + i] + e[i];
    }
  }

  /**
   * The numerator is 1 or e by the sign of m, without a branch: {@code positive} is 1 or 0, and
   * anything between only for margins so small that e is 1.
   */
  private static void probabilities(double[] m, double[] e, int from, int rows, double[] p) {
    for (int i = 0; i < rows; i++) {
      double positive = Math.max(Math.min(m[from + i] * HUGE + 1.0, 1.0), 0.0);
      p[from + i] = Math.max(e[i], positive) / (1.0 + e[i]);
    }
  }
}
