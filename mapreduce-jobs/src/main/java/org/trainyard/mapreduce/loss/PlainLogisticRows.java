package org.trainyard.mapreduce.loss;

import org.trainyard.mapreduce.elementary.Exponential;
import org.trainyard.mapreduce.elementary.Logarithm;

/**
 * In loops that are simple enough for the compiler to put most of them on vector lanes, which it
 * does only where one index serves all arrays of a loop.
 */
final class PlainLogisticRows implements LogisticRows {
  /** Takes any negative margin whose exponential is not 1 far below -1. */
  private static final double HUGE = 0x1p1000;

  private double[] x = {};
  private double[] e = {};

  @Override
  public void rows(double[] m, double[] y, int from, int to, double[] values, double[] slopes) {
    if (x.length < to) {
      x = new double[to];
      e = new double[to];
    }
    for (int i = from; i < to; i++) {
      x[i] = -Math.abs(m[i]);
    }
    Exponential.exp(x, e, from, to);
    if (slopes != null) {
      slopes(m, y, e, from, to, slopes);
    }
    Logarithm.log1p(e, from, to);
    for (int i = from; i < to; i++) {
      values[i] = Math.max(m[i], 0.0) - y[i] * m[i] + e[i];
    }
  }

  /**
   * The probability's numerator is 1 or e by the sign of m, without a branch: {@code positive} is 1
   * or 0, and anything between only for margins so small that e is 1.
   */
  private static void slopes(
      double[] m, double[] y, double[] e, int from, int to, double[] slopes) {
    for (int i = from; i < to; i++) {
      double positive = Math.max(Math.min(m[i] * HUGE + 1.0, 1.0), 0.0);
      slopes[i] = Math.max(e[i], positive) / (1.0 + e[i]) - y[i];
    }
  }
}
