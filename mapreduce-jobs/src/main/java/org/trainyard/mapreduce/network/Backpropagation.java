package org.trainyard.mapreduce.network;

import java.util.Arrays;
import org.trainyard.mapreduce.algorithm.TrainingKeys.Activation;
import org.trainyard.mapreduce.elementary.Sigmoid;

/**
 * Outputs and gradients of a network over a batch (D. E. Rumelhart, G. E. Hinton, R. J. Williams,
 * "Learning representations by back-propagating errors", Nature 323, 1986). Owns the scratch for
 * batches up to its capacity; nothing is allocated in a pass. Not thread-safe.
 */
final class Backpropagation {
  private final Topology topology;
  private final InputScaling scaling;

  /** For layer l what its units hold after it: capacity * outputs(l). */
  private final float[][][] held;

  /** Derivative of the loss by what layer l gives before its activation; like {@link #held}. */
  private final float[][][] deltas;

  /** Dropout's factors of hidden layers; like {@link #held}. */
  private final float[][][] masks;

  /** Weights of layer l transposed, outputs(l) * inputs(l); none for the first. */
  private final float[][][] transposed;

  private boolean masked;

  /** Scratch for batches of up to {@code capacity} rows. */
  Backpropagation(Topology topology, InputScaling scaling, int capacity) {
    this.topology = topology;
    this.scaling = scaling;
    int layers = topology.layers();
    this.held = new float[layers][][];
    this.deltas = new float[layers][][];
    this.masks = new float[layers][][];
    this.transposed = new float[layers][][];
    for (int l = 0; l < layers; l++) {
      held[l] = new float[capacity][topology.outputs(l)];
      deltas[l] = new float[capacity][topology.outputs(l)];
      masks[l] = new float[l < layers - 1 ? capacity : 0][topology.outputs(l)];
      transposed[l] = new float[l > 0 ? topology.outputs(l) : 0][topology.inputs(l)];
    }
  }

  /** What the last forward pass gave: capacity * outputs, before any softmax. */
  float[][] outputs() {
    return held[held.length - 1];
  }

  /**
   * The derivative of the loss by {@link #outputs}, to be filled in between forward and backward.
   */
  float[][] outputDeltas() {
    return deltas[deltas.length - 1];
  }

  /**
   * Computes the outputs of all rows of a batch.
   *
   * @param weights rows as {@link Topology#zeros} makes them; not modified
   */
  void forward(float[][][] weights, Batch batch, Dropout dropout) {
    masked = dropout.rate() > 0;
    for (int l = 0; l < weights.length; l++) {
      float[] biases = weights[l][topology.inputs(l)];
      for (int r = 0; r < batch.rows(); r++) {
        System.arraycopy(biases, 0, held[l][r], 0, biases.length);
      }
      if (l > 0) {
        MatrixKernel.addProduct(held[l - 1], batch.rows(), topology.inputs(l), weights[l], held[l]);
      } else if (batch.isSparse()) {
        addSparseInputs(weights[0], batch);
      } else {
        MatrixKernel.addProduct(
            batch.dense(), batch.rows(), topology.features(), weights[0], held[0]);
      }
      if (l < weights.length - 1) {
        activate(l, batch, dropout);
      }
    }
  }

  /** Inputs are not centred: what the centre gives is taken from every row instead. */
  private void addSparseInputs(float[][] weights, Batch batch) {
    float[] center = deltas[0][0];
    Arrays.fill(center, 0f);
    for (int j = 0; j < topology.features(); j++) {
      float shift = center(j);
      if (shift != 0) {
        MatrixKernel.addOne(center, weights[j], shift);
      }
    }
    for (int r = 0; r < batch.rows(); r++) {
      MatrixKernel.addOne(held[0][r], center, -1f);
      MatrixKernel.addSparseRow(
          batch.index(r), batch.values(r), batch.count(r), weights, held[0][r]);
    }
  }

  private float center(int feature) {
    return (float) (scaling.mean()[feature] * scaling.scale()[feature]);
  }

  private void activate(int layer, Batch batch, Dropout dropout) {
    for (int r = 0; r < batch.rows(); r++) {
      activate(topology.activation(), held[layer][r]);
      if (masked) {
        dropout.draw(batch.id(r), layer, masks[layer][r]);
        multiply(held[layer][r], masks[layer][r]);
      }
    }
  }

  private static void activate(Activation activation, float[] z) {
    switch (activation) {
      case RELU -> {
        for (int u = 0; u < z.length; u++) {
          z[u] = Math.max(z[u], 0f);
        }
      }
      case TANH -> {
        for (int u = 0; u < z.length; u++) {
          z[u] = Sigmoid.tanh(z[u]);
        }
      }
      case SIGMOID -> {
        for (int u = 0; u < z.length; u++) {
          z[u] = Sigmoid.logistic(z[u]);
        }
      }
    }
  }

  private static void multiply(float[] z, float[] by) {
    for (int u = 0; u < z.length; u++) {
      z[u] *= by[u];
    }
  }

  /**
   * Computes the gradient from {@link #outputDeltas}, after a forward pass over the same batch.
   *
   * @param weights those of the forward pass; not modified
   * @param gradient like the weights; overwritten
   */
  void backward(float[][][] weights, Batch batch, float[][][] gradient) {
    int rows = batch.rows();
    for (int l = weights.length - 1; l >= 0; l--) {
      for (float[] row : gradient[l]) {
        Arrays.fill(row, 0f);
      }
      float[] biases = gradient[l][topology.inputs(l)];
      for (int r = 0; r < rows; r++) {
        MatrixKernel.addOne(biases, deltas[l][r], 1f);
      }
      if (l > 0) {
        MatrixKernel.addTransposedProduct(
            held[l - 1], rows, topology.inputs(l), deltas[l], gradient[l]);
        passBack(weights[l], l, rows);
      } else if (batch.isSparse()) {
        addSparseGradient(batch, biases, gradient[0]);
      } else {
        MatrixKernel.addTransposedProduct(
            batch.dense(), rows, topology.features(), deltas[0], gradient[0]);
      }
    }
  }

  private void addSparseGradient(Batch batch, float[] sum, float[][] gradient) {
    for (int r = 0; r < batch.rows(); r++) {
      for (int n = 0; n < batch.count(r); n++) {
        MatrixKernel.addOne(gradient[batch.index(r)[n]], deltas[0][r], batch.values(r)[n]);
      }
    }
    for (int j = 0; j < topology.features(); j++) {
      float shift = center(j);
      if (shift != 0) {
        MatrixKernel.addOne(gradient[j], sum, -shift);
      }
    }
  }

  /** Fills the deltas of layer l - 1 from those of layer l. */
  private void passBack(float[][] weights, int l, int rows) {
    MatrixKernel.transpose(weights, transposed[l]);
    for (int r = 0; r < rows; r++) {
      Arrays.fill(deltas[l - 1][r], 0f);
    }
    MatrixKernel.addProduct(deltas[l], rows, topology.outputs(l), transposed[l], deltas[l - 1]);
    for (int r = 0; r < rows; r++) {
      float[] delta = deltas[l - 1][r];
      if (masked) {
        unmask(held[l - 1][r], masks[l - 1][r], delta);
      }
      derive(topology.activation(), held[l - 1][r], delta);
    }
  }

  /** Takes dropout's factors out of what units hold and into the derivative. */
  private static void unmask(float[] held, float[] mask, float[] delta) {
    for (int u = 0; u < held.length; u++) {
      delta[u] *= mask[u];
      held[u] = mask[u] == 0 ? 0 : held[u] / mask[u];
    }
  }

  /** Multiplies with the derivative of the activation, told by its value. */
  private static void derive(Activation activation, float[] value, float[] delta) {
    switch (activation) {
      case RELU -> {
        for (int u = 0; u < value.length; u++) {
          delta[u] = value[u] > 0 ? delta[u] : 0f;
        }
      }
      case TANH -> {
        for (int u = 0; u < value.length; u++) {
          delta[u] *= 1 - value[u] * value[u];
        }
      }
      case SIGMOID -> {
        for (int u = 0; u < value.length; u++) {
          delta[u] *= value[u] * (1 - value[u]);
        }
      }
    }
  }
}
