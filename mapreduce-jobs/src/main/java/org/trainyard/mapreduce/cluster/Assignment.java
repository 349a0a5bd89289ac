package org.trainyard.mapreduce.cluster;

/**
 * The nearest centroid of each row of a block: scratch that grows to the largest block and is used
 * again for the next.
 */
final class Assignment {
  private int[] nearest = new int[0];
  private double[] distance = new double[0];

  /** Makes room for so many rows; what was there is lost. */
  void reset(int rows) {
    if (nearest.length < rows) {
      nearest = new int[rows];
      distance = new double[rows];
    }
  }

  /** Number of the nearest centroid of each row; of several equally near ones the smallest. */
  int[] nearest() {
    return nearest;
  }

  /** Squared distance of each row to its nearest centroid, in scaled units. */
  double[] distance() {
    return distance;
  }
}
