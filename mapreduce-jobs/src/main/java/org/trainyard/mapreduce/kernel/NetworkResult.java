package org.trainyard.mapreduce.kernel;

/**
 * What a network gave on a segment.
 *
 * @param heldOut of the rows that it was measured on
 * @param training of the rows of the first pass in its order, before each step and with dropout
 * @param weights that it ended with
 * @param first its velocity or first moments then
 * @param second its second moments then; empty for momentum
 */
public record NetworkResult(
    Measured heldOut, Measured training, float[] weights, float[] first, float[] second) {
  /**
   * Rows in the order in which they were shown.
   *
   * @param outputs of each row, before any softmax
   * @param losses of each row, not weighted
   */
  public record Measured(float[] outputs, double[] losses) {}
}
