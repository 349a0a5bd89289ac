package org.trainyard.mapreduce.cluster;

import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.mapreduce.algorithm.Scorer;
import org.trainyard.mapreduce.algorithm.TrainedModel;

/** Gives each sample the number of its nearest centroid and the squared distance to it. */
public final class KMeansScorer implements Scorer {
  private final DistanceKernel kernel;
  private final Assignment[] assigned = {new Assignment()};

  /**
   * Takes a model that {@link KMeans} has trained.
   *
   * @throws IllegalArgumentException if tensors are missing or do not fit each other
   */
  public KMeansScorer(TrainedModel model) {
    double[] centroids = model.tensors().get(KMeans.CENTROIDS);
    double[] scale = model.tensors().get(KMeans.SCALE);
    int features = model.shape().path("features").asInt();
    int clusters = model.shape().path("clusters").asInt();
    if (centroids == null
        || features < 1
        || centroids.length != (long) clusters * features
        || (scale != null && scale.length != features)) {
      throw new IllegalArgumentException(
          "Damaged k-means model: "
              + clusters
              + " clusters of "
              + features
              + " features do not fit its tensors "
              + model.tensors().keySet());
    }
    this.kernel = new DistanceKernel(new double[][] {centroids}, features, scale);
  }

  @Override
  public int outputs() {
    return 2;
  }

  @Override
  public void score(SampleBlock block, double[] scores) {
    kernel.assign(block, assigned);
    for (int r = 0; r < block.rows(); r++) {
      scores[2 * r] = assigned[0].nearest()[r];
      scores[2 * r + 1] = assigned[0].distance()[r];
    }
  }

  @Override
  public Output output() {
    return Output.CLUSTER;
  }
}
