package org.trainyard.mapreduce.kernel;

/**
 * One network on one segment: measured on some rows, then trained on others. Arrays are shared, not
 * copied; nobody modifies them. Parameters lie layer after layer, each as rows of one input's
 * weights to all outputs and a last row of biases.
 *
 * @param plan what it has in common with others
 * @param heldOut rows that it is measured on, in the order of their places
 * @param training rows that it is trained on; none to measure only
 * @param weights that it starts from
 * @param first the velocity, or Adam's first moments
 * @param second Adam's second moments; empty for momentum
 * @param sizes factor and epsilon of each step over all passes
 * @param momentum of the momentum rule
 * @param l2 penalty on weights, biases left out
 * @param dropout fraction of hidden units left out, 0 to below 1
 */
public record NetworkTask(
    NetworkPlan plan,
    NetworkRows heldOut,
    NetworkRows training,
    float[] weights,
    float[] first,
    float[] second,
    float[] sizes,
    float momentum,
    float l2,
    double dropout) {
  /** Whether its rows are sparse. */
  public boolean isSparse() {
    return training.isSparse();
  }

  /** Checks lengths and ranges once, so that kernels need not. */
  public NetworkTask {
    int second2 = plan.rule() == NetworkPlan.Rule.ADAM ? weights.length : 0;
    long steps = (long) plan.steps(training.count()) * plan.passes();
    if (weights.length != plan.parameters()
        || first.length != weights.length
        || second.length != second2
        || sizes.length != 2 * steps) {
      throw new IllegalArgumentException(
          "Arrays of "
              + weights.length
              + ", "
              + first.length
              + ", "
              + second.length
              + " parameters and "
              + sizes.length
              + " sizes do not fit units "
              + plan.units()
              + " and "
              + steps
              + " steps");
    }
    if (heldOut.isSparse() != training.isSparse()) {
      throw new IllegalArgumentException("Rows of one task, some dense and some sparse");
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("Dropout lies in [0, 1), not at " + dropout);
    }
  }
}
