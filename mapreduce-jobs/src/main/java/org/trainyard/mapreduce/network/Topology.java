package org.trainyard.mapreduce.network;

import java.util.List;
import org.trainyard.mapreduce.algorithm.TrainingKeys.Activation;

/**
 * The layers of a network. Layer l leads from {@code units[l]} to {@code units[l + 1]} units.
 *
 * @param units number of units from the input to the output; at least two entries, each at least 1
 * @param activation of the hidden units; outputs have none
 */
record Topology(List<Integer> units, Activation activation) {
  /** Number of layers with weights. */
  int layers() {
    return units.size() - 1;
  }

  /** Units that layer l reads. */
  int inputs(int layer) {
    return units.get(layer);
  }

  /** Units that layer l feeds. */
  int outputs(int layer) {
    return units.get(layer + 1);
  }

  /** Width of the input. */
  int features() {
    return units.get(0);
  }

  /** Width of the output. */
  int outputs() {
    return units.get(units.size() - 1);
  }

  /** Number of weights and biases, which may pass an int. */
  long parameters() {
    long sum = 0;
    for (int l = 0; l < layers(); l++) {
      sum += (inputs(l) + 1L) * outputs(l);
    }
    return sum;
  }

  /**
   * New parameters, all zero: for each layer a row for each input and a last one of biases. Rows
   * are separate arrays, because Java's compiler vectorises a loop over several arrays, but not
   * over several places in one.
   */
  float[][][] zeros() {
    float[][][] rows = new float[layers()][][];
    for (int l = 0; l < layers(); l++) {
      rows[l] = new float[inputs(l) + 1][outputs(l)];
    }
    return rows;
  }

  /**
   * Rounds parameters to float.
   *
   * @param flat all rows one after the other, from {@code from} on; not modified
   * @param into modified
   */
  void load(double[] flat, int from, float[][][] into) {
    int at = from;
    for (float[][] layer : into) {
      for (float[] row : layer) {
        for (int o = 0; o < row.length; o++) {
          row[o] = (float) flat[at++];
        }
      }
    }
  }
}
