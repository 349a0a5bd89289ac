package org.trainyard.mapreduce.cluster;

import java.util.Arrays;
import org.trainyard.formats.partial.BinnedSums;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;

/**
 * Weighted sums of the rows of each cluster over one block, in double and in row order, then added
 * to a partial. Sparse blocks are summed over their dictionary alone. Not thread-safe.
 */
final class ClusterSums {
  private double[] sums = new double[0];
  private double[] clusterWeights = new double[0];

  /**
   * Adds a block's rows to the sums of one model.
   *
   * @param block rows, in the units of the data
   * @param nearest cluster of each row
   * @param weights weight of each row; rows of weight 0 are left out
   * @param place where the sums go
   * @param into modified
   */
  void add(SampleBlock block, int[] nearest, double[] weights, ModelPlace place, BinnedSums into) {
    int k = place.clusters();
    int width =
        block instanceof SparseBlock rows
            ? rows.dictionary().length
            : ((DenseBlock) block).features();
    int size = Math.multiplyExact(k, width);
    if (sums.length < size) {
      sums = new double[size];
    }
    if (clusterWeights.length < k) {
      clusterWeights = new double[k];
    }
    Arrays.fill(sums, 0, size, 0.0);
    Arrays.fill(clusterWeights, 0, k, 0.0);
    if (block instanceof SparseBlock rows) {
      addSparse(rows, nearest, weights, width);
    } else {
      addDense((DenseBlock) block, nearest, weights, width);
    }
    deposit(block, place, sums, width, clusterWeights, 0, into);
  }

  private void addDense(DenseBlock block, int[] nearest, double[] weights, int width) {
    float[] values = block.values();
    for (int r = 0; r < block.rows(); r++) {
      double weight = weights[r];
      if (weight != 0) {
        int from = r * width;
        int to = nearest[r] * width;
        for (int j = 0; j < width; j++) {
          sums[to + j] += weight * values[from + j];
        }
        clusterWeights[nearest[r]] += weight;
      }
    }
  }

  private void addSparse(SparseBlock block, int[] nearest, double[] weights, int width) {
    for (int r = 0; r < block.rows(); r++) {
      double weight = weights[r];
      if (weight != 0) {
        int to = nearest[r] * width;
        for (int i = block.rowStart()[r]; i < block.rowStart()[r + 1]; i++) {
          sums[to + block.columns()[i]] += weight * block.values()[i];
        }
        clusterWeights[nearest[r]] += weight;
      }
    }
  }

  /**
   * Adds sums of one model over one block to a partial, each coordinate once; clusters without
   * weight are left out.
   *
   * @param width columns of {@code sums}: features, or the dictionary of a sparse block
   * @param weights has the weight of each cluster from {@code firstWeight} on
   * @param into modified
   */
  static void deposit(
      SampleBlock block,
      ModelPlace place,
      double[] sums,
      int width,
      double[] weights,
      int firstWeight,
      BinnedSums into) {
    int features = block.features();
    for (int c = 0; c < place.clusters(); c++) {
      double weight = weights[firstWeight + c];
      if (weight != 0) {
        int at = place.vectors() + c * features;
        if (block instanceof SparseBlock rows) {
          for (int p = 0; p < width; p++) {
            into.add(at + rows.dictionary()[p], sums[c * width + p]);
          }
        } else {
          into.addAll(at, sums, c * width, width);
        }
        into.add(place.clusterWeights(features) + c, weight);
      }
    }
  }
}
