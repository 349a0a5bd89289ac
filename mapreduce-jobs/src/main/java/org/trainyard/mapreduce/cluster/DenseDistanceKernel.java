package org.trainyard.mapreduce.cluster;

import java.util.Arrays;
import org.trainyard.formats.sample.DenseBlock;

/**
 * Squared distances of dense rows to centroids in their exact difference form, sum over j of (s_j
 * x_j - c_j)<sup>2</sup>, summed in double with j ascending. Vectorises over rows, so the order of
 * summation does not depend on the machine. Not thread-safe.
 */
final class DenseDistanceKernel {
  /** Rows that are worked on together. */
  private static final int TILE = 128;

  /** Features of a tile that are worked on together: 32 KiB, what a first-level cache holds. */
  private static final int STRIP = 32;

  private final double[][] centroids;
  private final int features;
  private final double[] scale;

  /**
   * Scaled values of a strip of a tile: an array of TILE for each feature. Separate arrays, because
   * Java's compiler vectorises a loop over several of them, but not over several places in one.
   */
  private final double[][] x = new double[STRIP][TILE];

  /** For each set, squared distances of a tile so far: an array of TILE for each centroid. */
  private final double[][][] sums;

  /**
   * Prepares for sets of centroids.
   *
   * @param centroids for each set its scaled centroids, k * features, row-major; not modified
   * @param features width of a row, at least 1
   * @param scale factor on each feature, or null for none
   */
  DenseDistanceKernel(double[][] centroids, int features, double[] scale) {
    this.centroids = centroids;
    this.features = features;
    this.scale = scale;
    this.sums = new double[centroids.length][][];
  }

  /** Fills {@code into}, one for each set, large enough for the block. */
  void assign(DenseBlock block, Assignment[] into) {
    for (int first = 0; first < block.rows(); first += TILE) {
      int rows = Math.min(TILE, block.rows() - first);
      for (int m = 0; m < sums.length; m++) {
        if (sums[m] == null) {
          sums[m] = new double[centroids[m].length / features][TILE];
        }
        for (double[] sum : sums[m]) {
          Arrays.fill(sum, 0.0);
        }
      }
      for (int strip = 0; strip < features; strip += STRIP) {
        int width = Math.min(STRIP, features - strip);
        load(block, first, rows, strip, width);
        for (int m = 0; m < sums.length; m++) {
          addStrip(centroids[m], strip, width, sums[m]);
        }
      }
      for (int m = 0; m < sums.length; m++) {
        choose(sums[m], first, rows, into[m]);
      }
    }
  }

  /** Copies a strip into {@link #x}; rows past the end keep old values, which nobody reads. */
  private void load(DenseBlock block, int first, int rows, int strip, int width) {
    float[] values = block.values();
    for (int r = 0; r < rows; r++) {
      int at = (first + r) * features + strip;
      for (int j = 0; j < width; j++) {
        double value = values[at + j];
        x[j][r] = scale == null ? value : value * scale[strip + j];
      }
    }
  }

  private void addStrip(double[] c, int strip, int width, double[][] into) {
    for (int cluster = 0; cluster < into.length; cluster++) {
      double[] sum = into[cluster];
      int at = cluster * features + strip;
      int j = 0;
      for (; j + 4 <= width; j += 4) {
        addFour(x, j, c, at + j, sum);
      }
      for (; j < width; j++) {
        addOne(x[j], c[at + j], sum);
      }
    }
  }

  private static void addFour(double[][] x, int j, double[] c, int at, double[] sum) {
    addFour(x[j], x[j + 1], x[j + 2], x[j + 3], c[at], c[at + 1], c[at + 2], c[at + 3], sum);
  }

  private static void addFour(
      double[] x0,
      double[] x1,
      double[] x2,
      double[] x3,
      double c0,
      double c1,
      double c2,
      double c3,
      double[] sum) {
    for (int r = 0; r < TILE; r++) {
      double d0 = x0[r] - c0;
      double d1 = x1[r] - c1;
      double d2 = x2[r] - c2;
      double d3 = x3[r] - c3;
      sum[r] = (((sum[r] + d0 * d0) + d1 * d1) + d2 * d2) + d3 * d3;
    }
  }

  private static void addOne(double[] x, double c, double[] sum) {
    for (int r = 0; r < TILE; r++) {
      double d = x[r] - c;
      sum[r] += d * d;
    }
  }

  private static void choose(double[][] sums, int first, int rows, Assignment into) {
    int[] nearest = into.nearest();
    double[] distance = into.distance();
    for (int r = 0; r < rows; r++) {
      int best = 0;
      for (int c = 1; c < sums.length; c++) {
        if (sums[c][r] < sums[best][r]) {
          best = c;
        }
      }
      nearest[first + r] = best;
      distance[first + r] = sums[best][r];
    }
  }
}
