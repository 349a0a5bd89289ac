package org.trainyard.mapreduce.cluster;

import java.util.Arrays;
import java.util.List;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.partial.PartialShape;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.mapreduce.algorithm.Hashes;
import org.trainyard.mapreduce.algorithm.Holdout;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.Segment;

/**
 * First centroids out of a sample: k-means++ (Arthur and Vassilvitskii, SODA 2007), then some
 * rounds of Lloyd's algorithm on the sample; the best of several starts.
 */
final class PlusPlusSeeding {
  private static final int MOST_STARTS = 10;
  private static final int MOST_ROUNDS = 30;

  /** Differences of one feature that all starts together may take: a few seconds. */
  private static final double MOST_WORK = 4e9;

  private final SampleBlock sample;
  private final int clusters;
  private final double[] scale;
  private final long seed;
  private final Assignment[] assigned = {new Assignment()};

  /**
   * Prepares the seeding of one model.
   *
   * @param sample at least one row of positive weight, in the units of the data
   * @param clusters k
   * @param scale factor on each feature, or null
   * @param seed of the run
   */
  PlusPlusSeeding(SampleBlock sample, int clusters, double[] scale, long seed) {
    this.sample = sample;
    this.clusters = clusters;
    this.scale = scale;
    this.seed = seed;
  }

  /** The first centroids: k * features, in the units of the data. */
  double[] centroids() {
    double work = (double) sample.rows() * clusters * sample.features();
    double passes = Math.max(2, MOST_WORK / work);
    int starts = (int) Math.min(MOST_STARTS, Math.max(1, passes / 10));
    int rounds = (int) Math.min(MOST_ROUNDS, passes / starts - 1);
    LloydStep best = null;
    for (int start = 0; start < starts; start++) {
      LloydStep last = lloyd(plusPlus(start), rounds);
      if (best == null || last.inertia() < best.inertia()) {
        best = last;
      }
    }
    return best.centroids();
  }

  private LloydStep lloyd(double[] centroids, int rounds) {
    int features = sample.features();
    ModelPlace place = new ModelPlace(0, clusters, ModelSpec.NO_FOLD, 0, 0);
    PartialShape shape =
        new PartialShape(
            place.vectorsEnd(features), ModelPlace.SCALARS, 1, LloydStep.farthestRows(clusters));
    Segment segment = new Segment(0, Segment.Role.TRAINING, List.of(sample));
    double[] before = centroids;
    LloydStep step = null;
    for (int round = 0; round < rounds; round++) {
      Partial partial = new Partial(shape);
      new LloydAccumulator(List.of(place), new double[][] {before}, features, scale, Holdout.none())
          .accumulate(segment, partial);
      step = LloydStep.take(before, partial.totals(), place, features);
      if (Arrays.equals(step.centroids(), before)) {
        break;
      }
      before = step.centroids();
    }
    return step;
  }

  /** k rows, each drawn with a probability that grows with its squared distance to those before. */
  private double[] plusPlus(int start) {
    int features = sample.features();
    double[] centroids = new double[Math.multiplyExact(clusters, features)];
    double[] mass = new double[sample.rows()];
    double[] distance = new double[sample.rows()];
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    for (int c = 0; c < clusters; c++) {
      for (int r = 0; r < mass.length; r++) {
        mass[r] = sample.weight(r) * (c == 0 ? 1.0 : distance[r]);
      }
      int chosen = draw(mass, Hashes.uniform(seed, Hashes.INITIAL, start, c), c);
      double[] row = KeptRows.features(KeptRows.encode(sample, chosen), features);
      System.arraycopy(row, 0, centroids, c * features, features);
      new DistanceKernel(new double[][] {row}, features, scale).assign(sample, assigned);
      for (int r = 0; r < distance.length; r++) {
        distance[r] = Math.min(distance[r], assigned[0].distance()[r]);
      }
    }
    return centroids;
  }

  /** The row at which the running sum passes the fraction; any row when all mass is gone. */
  private static int draw(double[] mass, double fraction, int otherwise) {
    double total = 0;
    for (double m : mass) {
      total += m;
    }
    if (!(total > 0)) {
      return otherwise % mass.length;
    }
    double sum = 0;
    int last = 0;
    for (int r = 0; r < mass.length; r++) {
      if (mass[r] > 0) {
        sum += mass[r];
        last = r;
        if (sum > fraction * total) {
          break;
        }
      }
    }
    return last;
  }
}
