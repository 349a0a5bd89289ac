package org.trainyard.mapreduce.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.trainyard.formats.partial.TopRows;
import org.trainyard.formats.partial.Totals;

/**
 * The step of Lloyd's algorithm for one model: centroids become the means of their clusters.
 *
 * @param centroids the next centroids, k * features
 * @param sizes weight of each cluster under the centroids before the step
 * @param inertia weighted mean squared distance of the training rows under the centroids before the
 *     step; NaN if sums were not finite or no row is trained on
 * @param heldInertia the same of the held-out rows; NaN if there are none
 */
record LloydStep(double[] centroids, double[] sizes, double inertia, double heldInertia) {
  /** Most empty clusters that are given a new place in one step. */
  private static final int MOST_RESEEDED = 16;

  /** How many of the farthest rows a model of k clusters may need. */
  static int farthestRows(int k) {
    return Math.min(k - 1, MOST_RESEEDED);
  }

  /**
   * Takes the step.
   *
   * <p>A cluster without rows moves to the row that is farthest from its centroid; several take
   * distinct rows. When all rows lie on centroids, it stays where it is.
   *
   * @param before centroids that were measured; not modified
   * @param totals sums over all rows
   * @param place where this model's sums are
   * @param features width of a row
   */
  static LloydStep take(double[] before, Totals totals, ModelPlace place, int features) {
    int weights = place.clusterWeights(features);
    double[] sizes = Arrays.copyOfRange(totals.vectors(), weights, weights + place.clusters());
    double[] centroids = before.clone();
    List<double[]> seeds = seeds(totals.rows(), place, features);
    int used = 0;
    for (int c = 0; c < sizes.length; c++) {
      int at = c * features;
      if (sizes[c] != 0) {
        for (int j = 0; j < features; j++) {
          centroids[at + j] = totals.vectors()[place.vectors() + at + j] / sizes[c];
        }
      } else if (used < seeds.size()) {
        System.arraycopy(seeds.get(used++), 0, centroids, at, features);
      }
    }
    double[] scalars = totals.scalars();
    return new LloydStep(
        centroids,
        sizes,
        scalars[place.trainInertia()] / scalars[place.trainWeight()],
        scalars[place.heldInertia()] / scalars[place.heldWeight()]);
  }

  /** The farthest rows, each place once. */
  private static List<double[]> seeds(TopRows rows, ModelPlace place, int features) {
    List<double[]> seeds = new ArrayList<>();
    rows.rows(place.model()).stream()
        .limit(farthestRows(place.clusters()))
        .map(row -> KeptRows.features(row.values(), features))
        .filter(row -> seeds.stream().noneMatch(seed -> Arrays.equals(seed, row)))
        .forEach(seeds::add);
    return seeds;
  }

  /** Whether a cluster is empty that was given a new place, or whose place no row could take. */
  boolean hasEmptyCluster() {
    return Arrays.stream(sizes).anyMatch(size -> size == 0);
  }
}
