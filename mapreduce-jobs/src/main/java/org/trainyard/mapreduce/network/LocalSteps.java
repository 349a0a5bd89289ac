package org.trainyard.mapreduce.network;

import org.trainyard.mapreduce.algorithm.TrainingKeys.LocalRule;

/**
 * The rule of the mini-batch steps of one network: momentum (B. T. Polyak, "Some methods of
 * speeding up the convergence of iteration methods", 1964), or Adam (D. P. Kingma and J. Ba, "Adam:
 * A Method for Stochastic Optimization", ICLR 2015). Weights are drawn to 0 by l2; biases are not.
 * Not thread-safe.
 */
final class LocalSteps {
  private final LocalRule rule;
  private final float momentum;
  private final float l2;
  private final float[][][] first;
  private final float[][][] second;
  private StepSizes sizes;

  /**
   * A rule without moments; {@link #begin} gives it some.
   *
   * @param momentum of the momentum rule
   * @param l2 penalty on weights
   */
  LocalSteps(Topology topology, LocalRule rule, double momentum, double l2) {
    this.rule = rule;
    this.momentum = (float) momentum;
    this.l2 = (float) l2;
    this.first = topology.zeros();
    this.second = rule == LocalRule.ADAM ? topology.zeros() : null;
  }

  /** Numbers that the moments of a network take in a state. */
  static long size(Topology topology, LocalRule rule) {
    return rule == LocalRule.ADAM ? 2 * topology.parameters() + 2 : topology.parameters();
  }

  /** The moments before the first step. */
  static double[] start(Topology topology, LocalRule rule) {
    double[] moments = new double[Math.toIntExact(size(topology, rule))];
    if (rule == LocalRule.ADAM) {
      moments[moments.length - 2] = 1;
      moments[moments.length - 1] = 1;
    }
    return moments;
  }

  /** Takes over the moments of a state. */
  void begin(Topology topology, double[] moments) {
    sizes = new StepSizes(rule, moments);
    topology.load(moments, 0, first);
    if (rule == LocalRule.ADAM) {
      topology.load(moments, (moments.length - 2) / 2, second);
    }
  }

  /** Hands out the moments, in the order of a state. */
  void end(WeightedSum into) {
    into.add(first);
    if (rule == LocalRule.ADAM) {
      into.add(second);
    }
    sizes.end(into);
  }

  /**
   * One step.
   *
   * @param weights modified
   * @param gradient of the mean loss; modified
   */
  void step(float[][][] weights, float[][][] gradient, double rate) {
    sizes.next(rate);
    for (int l = 0; l < weights.length; l++) {
      int biases = weights[l].length - 1;
      for (int i = 0; i <= biases; i++) {
        if (l2 != 0 && i < biases) {
          MatrixKernel.addOne(gradient[l][i], weights[l][i], l2);
        }
        if (rule == LocalRule.ADAM) {
          adam(
              weights[l][i],
              gradient[l][i],
              first[l][i],
              second[l][i],
              sizes.factor(),
              sizes.epsilon());
        } else {
          momentum(weights[l][i], gradient[l][i], first[l][i], momentum, sizes.factor());
        }
      }
    }
  }

  private static void momentum(float[] w, float[] g, float[] v, float momentum, float rate) {
    for (int j = 0; j < w.length; j++) {
      v[j] = momentum * v[j] + g[j];
      w[j] -= rate * v[j];
    }
  }

  private static void adam(
      float[] w, float[] g, float[] m, float[] v, float factor, float epsilon) {
    float b1 = (float) StepSizes.BETA1;
    float b2 = (float) StepSizes.BETA2;
    float c1 = (float) (1 - StepSizes.BETA1);
    float c2 = (float) (1 - StepSizes.BETA2);
    for (int j = 0; j < w.length; j++) {
      m[j] = b1 * m[j] + c1 * g[j];
      v[j] = b2 * v[j] + c2 * (g[j] * g[j]);
      w[j] -= factor * m[j] / ((float) Math.sqrt(v[j]) + epsilon);
    }
  }
}
