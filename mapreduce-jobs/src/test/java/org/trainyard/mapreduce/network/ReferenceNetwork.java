package org.trainyard.mapreduce.network;

import org.trainyard.mapreduce.algorithm.TrainingKeys.Activation;

/**
 * A network in plain loops and double, one sample at a time: the oracle of the fast one.
 *
 * @param topology layers
 * @param weights rows as {@link Topology#zeros} makes them
 */
record ReferenceNetwork(Topology topology, double[][][] weights) {
  static ReferenceNetwork of(Topology topology, double[] flat) {
    double[][][] rows = new double[topology.layers()][][];
    int at = 0;
    for (int l = 0; l < rows.length; l++) {
      rows[l] = new double[topology.inputs(l) + 1][topology.outputs(l)];
      for (double[] row : rows[l]) {
        for (int o = 0; o < row.length; o++) {
          row[o] = flat[at++];
        }
      }
    }
    return new ReferenceNetwork(topology, rows);
  }

  /** What each layer's units hold; [0] are the inputs. */
  double[][] forward(double[] inputs, double[][] masks) {
    double[][] held = new double[weights.length + 1][];
    held[0] = inputs;
    for (int l = 0; l < weights.length; l++) {
      held[l + 1] = new double[topology.outputs(l)];
      for (int o = 0; o < held[l + 1].length; o++) {
        double z = weights[l][held[l].length][o];
        for (int i = 0; i < held[l].length; i++) {
          z += held[l][i] * weights[l][i][o];
        }
        held[l + 1][o] = l == weights.length - 1 ? z : activate(z) * masks[l][o];
      }
    }
    return held;
  }

  /** Half the weighted squared distance of softmax-free outputs to targets. */
  double loss(double[] inputs, double[][] masks, double[] targets) {
    double[] outputs = forward(inputs, masks)[weights.length];
    double sum = 0;
    for (int o = 0; o < outputs.length; o++) {
      sum += 0.5 * (outputs[o] - targets[o]) * (outputs[o] - targets[o]);
    }
    return sum;
  }

  /** The gradient, by the chain rule written out. */
  double[][][] gradient(double[] inputs, double[][] masks, double[] outputDelta) {
    double[][] held = forward(inputs, masks);
    double[][][] gradient = new double[weights.length][][];
    double[] delta = outputDelta;
    for (int l = weights.length - 1; l >= 0; l--) {
      gradient[l] = new double[topology.inputs(l) + 1][topology.outputs(l)];
      double[] below = new double[topology.inputs(l)];
      for (int o = 0; o < delta.length; o++) {
        for (int i = 0; i < below.length; i++) {
          gradient[l][i][o] = held[l][i] * delta[o];
          below[i] += weights[l][i][o] * delta[o];
        }
        gradient[l][below.length][o] = delta[o];
      }
      if (l > 0) {
        for (int i = 0; i < below.length; i++) {
          double mask = masks[l - 1][i];
          below[i] *= mask == 0 ? 0 : mask * derivative(held[l][i] / mask);
        }
      }
      delta = below;
    }
    return gradient;
  }

  private double activate(double z) {
    return switch (topology.activation()) {
      case RELU -> Math.max(z, 0);
      case TANH -> Math.tanh(z);
      case SIGMOID -> 1 / (1 + Math.exp(-z));
    };
  }

  private double derivative(double value) {
    if (topology.activation() == Activation.RELU) {
      return value > 0 ? 1 : 0;
    }
    return topology.activation() == Activation.TANH ? 1 - value * value : value * (1 - value);
  }
}
