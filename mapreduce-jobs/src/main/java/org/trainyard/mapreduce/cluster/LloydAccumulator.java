package org.trainyard.mapreduce.cluster;

import java.util.List;
import org.trainyard.formats.partial.BinnedSums;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.partial.TopRows;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.mapreduce.algorithm.Accumulator;
import org.trainyard.mapreduce.algorithm.Holdout;
import org.trainyard.mapreduce.algorithm.Segment;

/**
 * The map side of a round of Lloyd's algorithm: assigns every row to its nearest centroid and sums
 * rows, weights and squared distances of each cluster. The rows farthest from their centroids are
 * kept for clusters that turn out empty.
 */
final class LloydAccumulator implements Accumulator {
  private final List<ModelPlace> places;
  private final Holdout holdout;
  private final DistanceKernel kernel;
  private final Assignment[] assignments;
  private final ClusterSums sums = new ClusterSums();

  /** Weight of each row of a block in training; 0 for held-out rows. */
  private double[] trained = new double[0];

  /**
   * Prepares one iteration.
   *
   * @param places of the models that are still trained
   * @param centroids of these models, k * features each, in the units of the data
   * @param features width of a row
   * @param scale factor on each feature, or null
   * @param holdout who is trained on
   */
  LloydAccumulator(
      List<ModelPlace> places,
      double[][] centroids,
      int features,
      double[] scale,
      Holdout holdout) {
    this.places = places;
    this.holdout = holdout;
    this.kernel = new DistanceKernel(centroids, features, scale);
    this.assignments = new Assignment[places.size()];
    for (int m = 0; m < assignments.length; m++) {
      assignments[m] = new Assignment();
    }
  }

  @Override
  public void accumulate(Segment segment, Partial into) {
    for (SampleBlock block : segment.blocks()) {
      visit(segment.role(), block, into);
    }
  }

  /** Adds what one block contributes. */
  void visit(Segment.Role role, SampleBlock block, Partial into) {
    kernel.assign(block, assignments);
    if (trained.length < block.rows()) {
      trained = new double[block.rows()];
    }
    for (int m = 0; m < assignments.length; m++) {
      measure(role, block, places.get(m), assignments[m], into);
      sums.add(block, assignments[m].nearest(), trained, places.get(m), into.vectors());
    }
  }

  private void measure(
      Segment.Role role, SampleBlock block, ModelPlace place, Assignment assigned, Partial into) {
    double trainInertia = 0;
    double trainWeight = 0;
    double heldInertia = 0;
    double heldWeight = 0;
    for (int r = 0; r < block.rows(); r++) {
      double weight = block.weight(r);
      double distance = assigned.distance()[r];
      boolean train = holdout.use(role, block.rowId(r), place.fold()) == Holdout.Use.TRAIN;
      trained[r] = train ? weight : 0.0;
      if (train) {
        trainInertia += weight * distance;
        trainWeight += weight;
        if (weight > 0) {
          offer(place.model(), block, r, distance, into.rows());
        }
      } else {
        heldInertia += weight * distance;
        heldWeight += weight;
      }
    }
    BinnedSums scalars = into.scalars();
    scalars.add(place.trainInertia(), trainInertia);
    scalars.add(place.trainWeight(), trainWeight);
    scalars.add(place.heldInertia(), heldInertia);
    scalars.add(place.heldWeight(), heldWeight);
  }

  /** Offers a row that is trained on with a weight. */
  static void offer(int group, SampleBlock block, int row, double distance, TopRows farthest) {
    if (distance > 0
        && distance < Double.POSITIVE_INFINITY
        && farthest.wants(group, distance, block.rowId(row))) {
      farthest.offer(group, distance, block.rowId(row), KeptRows.encode(block, row));
    }
  }
}
