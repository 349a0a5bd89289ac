package org.trainyard.gpu.check;

import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.kernel.Kernels;

/**
 * The objective of a logistic regression that a device trained, against plain double precision:
 * whether what both our codes agree on is also right.
 */
final class ObjectiveCheck {
  private static final double PENALTY = 1e-6;

  /**
   * What was found.
   *
   * @param told by the training, of the weights before its last step
   * @param computed of the same weights, here
   */
  record Outcome(double told, double computed) {
    /** Relative difference. */
    double error() {
      return Math.abs(told - computed) / Math.abs(computed);
    }
  }

  private ObjectiveCheck() {}

  /**
   * Trains for some iterations; the first of the problem's models counts.
   *
   * @param problem logistic, with dense tiles, penalty 1e-6, no standardisation, an intercept
   */
  static Outcome of(MadeProblem problem, int iterations, Kernels device) {
    Algorithm algorithm = problem.algorithm();
    State state = Scan.after(problem, iterations, device);
    double[] weights = algorithm.models(state).get(0).tensors().get("coefficients");
    double[] bias = algorithm.models(state).get(0).tensors().get("intercepts");
    double told = algorithm.progress(state).models().get(0).objective();
    return new Outcome(told, objective(problem, weights, bias == null ? 0 : bias[0]));
  }

  private static double objective(MadeProblem problem, double[] weights, double bias) {
    double loss = 0;
    for (SampleBlock block : problem.blocks()) {
      float[] values = ((DenseBlock) block).values();
      for (int r = 0; r < block.rows(); r++) {
        double margin = bias;
        for (int j = 0; j < weights.length; j++) {
          margin += weights[j] * values[r * weights.length + j];
        }
        double signed = block.label(r) == 1 ? margin : -margin;
        loss += Math.max(0, -signed) + Math.log1p(Math.exp(-Math.abs(signed)));
      }
    }
    double squares = 0;
    for (double weight : weights) {
      squares += weight * weight;
    }
    return loss / problem.rows() + PENALTY / 2 * squares;
  }
}
