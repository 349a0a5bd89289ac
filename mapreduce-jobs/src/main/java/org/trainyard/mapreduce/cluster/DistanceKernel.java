package org.trainyard.mapreduce.cluster;

import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;

/**
 * Finds the nearest centroid of every row, for several sets of centroids in one visit of a block.
 * Not thread-safe.
 */
final class DistanceKernel {
  private final DenseDistanceKernel dense;
  private final SparseDistanceKernel sparse;

  /**
   * Prepares for sets of centroids.
   *
   * @param centroids for each set its centroids, k * features, row-major, in the units of the data;
   *     copied
   * @param features width of a row
   * @param scale factor on each feature before distances are taken, or null for none
   */
  DistanceKernel(double[][] centroids, int features, double[] scale) {
    double[][] scaled = new double[centroids.length][];
    for (int m = 0; m < centroids.length; m++) {
      scaled[m] = scaled(centroids[m], scale);
    }
    this.dense = new DenseDistanceKernel(scaled, features, scale);
    this.sparse = new SparseDistanceKernel(scaled, features, scale);
  }

  /** Fills {@code into}, one for each set of centroids, with the nearest centroid of each row. */
  void assign(SampleBlock block, Assignment[] into) {
    for (Assignment assignment : into) {
      assignment.reset(block.rows());
    }
    if (block instanceof DenseBlock tile) {
      dense.assign(tile, into);
    } else {
      sparse.assign((SparseBlock) block, into);
    }
  }

  /** Centroids in the units in which distances are taken. */
  static double[] scaled(double[] centroids, double[] scale) {
    double[] scaled = centroids.clone();
    if (scale != null) {
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] *= scale[i % scale.length];
      }
    }
    return scaled;
  }
}
