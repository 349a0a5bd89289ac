package org.trainyard.mapreduce.cluster;

import org.trainyard.formats.sample.SparseBlock;

/**
 * Squared distances of sparse rows to centroids as |c|<sup>2</sup> + sum over the non-zeros of s x
 * (s x - 2 c), which visits non-zeros only; summed in double, non-zeros ascending, and never below
 * 0. The absolute error is some roundings of |c|<sup>2</sup>. Vectorises over the centroids. Not
 * thread-safe.
 */
final class SparseDistanceKernel {
  private final double[][] centroids;
  private final double[][] squares;
  private final int features;
  private final double[] scale;

  /** Twice the centroids at the features of a block: dictionary * k. */
  private double[] doubled = new double[0];

  /**
   * Prepares for sets of centroids.
   *
   * @param centroids for each set its scaled centroids, k * features, row-major; not modified
   * @param features width of a row, at least 1
   * @param scale factor on each feature, or null for none
   */
  SparseDistanceKernel(double[][] centroids, int features, double[] scale) {
    this.centroids = centroids;
    this.features = features;
    this.scale = scale;
    this.squares = new double[centroids.length][];
  }

  /** Fills {@code into}, one for each set, large enough for the block. */
  void assign(SparseBlock block, Assignment[] into) {
    for (int m = 0; m < centroids.length; m++) {
      int k = centroids[m].length / features;
      if (squares[m] == null) {
        squares[m] = squares(centroids[m], k);
      }
      gather(block.dictionary(), centroids[m], k);
      double[] sums = new double[k];
      for (int r = 0; r < block.rows(); r++) {
        System.arraycopy(squares[m], 0, sums, 0, k);
        addRow(block, r, sums);
        choose(sums, r, into[m]);
      }
    }
  }

  private double[] squares(double[] c, int k) {
    double[] sums = new double[k];
    for (int cluster = 0; cluster < k; cluster++) {
      double sum = 0;
      for (int i = cluster * features; i < (cluster + 1) * features; i++) {
        sum += c[i] * c[i];
      }
      sums[cluster] = sum;
    }
    return sums;
  }

  private void gather(int[] dictionary, double[] c, int k) {
    int size = Math.multiplyExact(dictionary.length, k);
    if (doubled.length < size) {
      doubled = new double[size];
    }
    for (int p = 0; p < dictionary.length; p++) {
      for (int cluster = 0; cluster < k; cluster++) {
        doubled[p * k + cluster] = 2 * c[cluster * features + dictionary[p]];
      }
    }
  }

  private void addRow(SparseBlock block, int row, double[] sums) {
    int end = block.rowStart()[row + 1];
    for (int i = block.rowStart()[row]; i < end; i++) {
      int p = block.columns()[i];
      double x = block.values()[i];
      addNonZero(scale == null ? x : x * scale[block.dictionary()[p]], p * sums.length, sums);
    }
  }

  private void addNonZero(double x, int at, double[] sums) {
    double[] twice = doubled;
    for (int c = 0; c < sums.length; c++) {
      sums[c] += x * (x - twice[at + c]);
    }
  }

  private static void choose(double[] sums, int row, Assignment into) {
    int best = 0;
    for (int c = 1; c < sums.length; c++) {
      if (sums[c] < sums[best]) {
        best = c;
      }
    }
    into.nearest()[row] = best;
    into.distance()[row] = Math.max(0.0, sums[best]);
  }
}
