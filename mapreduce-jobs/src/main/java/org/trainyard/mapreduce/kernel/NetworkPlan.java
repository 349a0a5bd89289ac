package org.trainyard.mapreduce.kernel;

import java.util.List;

/**
 * What all networks have in common that a kernel trains in an iteration. Arrays are shared, not
 * copied; nobody modifies them.
 *
 * @param units number of units from the input to the output; at least two entries
 * @param activation of the hidden units
 * @param target mean and deviation of the numbers that the one output stands for, standardised;
 *     null for the softmax of classes
 * @param rule of the steps
 * @param batch rows of a step
 * @param passes over the rows
 * @param dropout for each pass the hash of seed and pass that masks are drawn from, by row, layer
 *     and unit
 * @param mean of each feature
 * @param scale of each feature: an input is (value - mean) * scale, rounded to float
 */
public record NetworkPlan(
    List<Integer> units,
    Activation activation,
    double[] target,
    Rule rule,
    int batch,
    int passes,
    long[] dropout,
    double[] mean,
    double[] scale) {
  /** Of hidden units. */
  public enum Activation {
    RELU,
    TANH,
    SIGMOID
  }

  /** Of the steps. */
  public enum Rule {
    MOMENTUM,
    ADAM
  }

  /** Checks the shapes once, so that kernels need not. */
  public NetworkPlan {
    boolean units2 = units.size() >= 2 && units.stream().allMatch(count -> count >= 1);
    if (!units2 || batch < 1 || passes < 1) {
      throw new IllegalArgumentException(
          "No network: units " + units + ", batch " + batch + ", passes " + passes);
    }
    if (mean.length != units.get(0) || scale.length != units.get(0) || dropout.length != passes) {
      throw new IllegalArgumentException(
          "Scaling of "
              + mean.length
              + " and "
              + scale.length
              + " features and dropout of "
              + dropout.length
              + " passes do not fit units "
              + units
              + " and passes "
              + passes);
    }
    int outputs = units.get(units.size() - 1);
    if (target == null ? outputs < 2 : target.length != 2 || outputs != 1) {
      throw new IllegalArgumentException("Units " + units + " do not fit the target");
    }
  }

  /** Layers with weights. */
  public int layers() {
    return units.size() - 1;
  }

  /** Width of the input. */
  public int features() {
    return units.get(0);
  }

  /** Width of the output. */
  public int outputs() {
    return units.get(units.size() - 1);
  }

  /** Number of weights and biases. */
  public long parameters() {
    long sum = 0;
    for (int l = 0; l < layers(); l++) {
      sum += (units.get(l) + 1L) * units.get(l + 1);
    }
    return sum;
  }

  /** Steps of a pass over so many rows. */
  public int steps(int rows) {
    return (int) ((rows + (long) batch - 1) / batch);
  }
}
