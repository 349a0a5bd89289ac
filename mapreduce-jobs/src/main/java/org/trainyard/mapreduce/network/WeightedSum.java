package org.trainyard.mapreduce.network;

import org.trainyard.formats.partial.BinnedSums;

/** Adds numbers, times a weight, to consecutive sums of a partial. */
final class WeightedSum {
  private final BinnedSums sums;
  private final double weight;
  private int next;

  /** Begins at sum {@code first}. */
  WeightedSum(BinnedSums sums, int first, double weight) {
    this.sums = sums;
    this.next = first;
    this.weight = weight;
  }

  /** Adds one number. */
  void add(double value) {
    sums.add(next++, weight * value);
  }

  /** Adds all numbers. */
  void add(float[] values) {
    for (float value : values) {
      sums.add(next++, weight * value);
    }
  }

  /** Adds all numbers, row after row. */
  void add(float[][][] rows) {
    for (float[][] layer : rows) {
      for (float[] row : layer) {
        for (float value : row) {
          sums.add(next++, weight * value);
        }
      }
    }
  }
}
