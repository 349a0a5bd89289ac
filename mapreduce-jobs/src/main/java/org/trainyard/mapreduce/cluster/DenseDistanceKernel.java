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

  /** Scaled values of a strip of a tile, feature by feature: STRIP * TILE. */
  private final double[] x = new double[STRIP * TILE];

  /** For each set, squared distances of a tile so far: k * TILE. */
  private final double[][] sums;

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
    this.sums = new double[centroids.length][];
  }

  /** Fills {@code into}, one for each set, large enough for the block. */
  void assign(DenseBlock block, Assignment[] into) {
    for (int first = 0; first < block.rows(); first += TILE) {
      int rows = Math.min(TILE, block.rows() - first);
      for (int m = 0; m < sums.length; m++) {
        if (sums[m] == null) {
          sums[m] = new double[centroids[m].length / features * TILE];
        }
        Arrays.fill(sums[m], 0.0);
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
        x[j * TILE + r] = scale == null ? value : value * scale[strip + j];
      }
    }
  }

  private void addStrip(double[] c, int strip, int width, double[] into) {
    int k = c.length / features;
    for (int cluster = 0; cluster < k; cluster++) {
      int at = cluster * features + strip;
      int j = 0;
      for (; j + 4 <= width; j += 4) {
        addFour(j * TILE, c[at + j], c[at + j + 1], c[at + j + 2], c[at + j + 3], into, cluster);
      }
      for (; j < width; j++) {
        addOne(j * TILE, c[at + j], into, cluster);
      }
    }
  }

  private void addFour(
      int from, double c0, double c1, double c2, double c3, double[] into, int cluster) {
    double[] values = x;
    int to = cluster * TILE;
    for (int r = 0; r < TILE; r++) {
      double d0 = values[from + r] - c0;
      double d1 = values[from + TILE + r] - c1;
      double d2 = values[from + 2 * TILE + r] - c2;
      double d3 = values[from + 3 * TILE + r] - c3;
      into[to + r] = (((into[to + r] + d0 * d0) + d1 * d1) + d2 * d2) + d3 * d3;
    }
  }

  private void addOne(int from, double c, double[] into, int cluster) {
    double[] values = x;
    int to = cluster * TILE;
    for (int r = 0; r < TILE; r++) {
      double d = values[from + r] - c;
      into[to + r] += d * d;
    }
  }

  private static void choose(double[] sums, int first, int rows, Assignment into) {
    int[] nearest = into.nearest();
    double[] distance = into.distance();
    for (int r = 0; r < rows; r++) {
      int best = 0;
      for (int c = 1; c * TILE < sums.length; c++) {
        if (sums[c * TILE + r] < sums[best * TILE + r]) {
          best = c;
        }
      }
      nearest[first + r] = best;
      distance[first + r] = sums[best * TILE + r];
    }
  }
}
