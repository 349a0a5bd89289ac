package org.trainyard.mapreduce.network;

import org.trainyard.mapreduce.algorithm.TrainingKeys.LocalRule;

/**
 * How far the steps of one network go, one after the other: the rate, or Adam's rate with the
 * corrections of both moments for their start from 0. Not thread-safe.
 */
final class StepSizes {
  static final double BETA1 = 0.9;
  static final double BETA2 = 0.999;
  private static final float EPSILON = 1e-8f;

  private final LocalRule rule;
  private double power1;
  private double power2;
  private float factor;
  private float epsilon;

  /**
   * Goes on where a state stands.
   *
   * @param moments of the state, the powers of Adam's decays last; not modified
   */
  StepSizes(LocalRule rule, double[] moments) {
    this.rule = rule;
    if (rule == LocalRule.ADAM) {
      power1 = moments[moments.length - 2];
      power2 = moments[moments.length - 1];
    }
  }

  /** Moves to the next step. */
  void next(double rate) {
    factor = (float) rate;
    if (rule == LocalRule.ADAM) {
      power1 *= BETA1;
      power2 *= BETA2;
      // Both corrections in one factor and one addend.
      factor = (float) (rate * Math.sqrt(1 - power2) / (1 - power1));
      epsilon = (float) (EPSILON * Math.sqrt(1 - power2));
    }
  }

  /** Factor on the direction of the step. */
  float factor() {
    return factor;
  }

  /** What Adam adds to the root of the second moment. */
  float epsilon() {
    return epsilon;
  }

  /**
   * Moves over many steps.
   *
   * @return factor and epsilon of each
   */
  float[] next(double rate, int steps) {
    float[] sizes = new float[Math.multiplyExact(2, steps)];
    for (int s = 0; s < steps; s++) {
      next(rate);
      sizes[2 * s] = factor;
      sizes[2 * s + 1] = epsilon;
    }
    return sizes;
  }

  /** Hands out what a state keeps. */
  void end(WeightedSum into) {
    if (rule == LocalRule.ADAM) {
      into.add(power1);
      into.add(power2);
    }
  }
}
