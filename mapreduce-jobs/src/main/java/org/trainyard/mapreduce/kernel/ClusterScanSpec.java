package org.trainyard.mapreduce.kernel;

import java.util.List;

/**
 * What a round of Lloyd's algorithm computes for each sample block, for all models together: {@link
 * org.trainyard.mapreduce.cluster} has the reference. Arrays are shared, not modified.
 *
 * @param features width of a row, at least 1
 * @param scale factor on each feature before distances are taken, or null for none
 * @param models what each model asks
 * @param farthest how many of the farthest rows are wanted of each model
 */
public record ClusterScanSpec(int features, double[] scale, List<Model> models, int farthest) {
  /**
   * One model.
   *
   * @param centroids clusters * features, row-major, scaled
   * @param fold whose rows are held out; below 0 for none
   * @param divided whether rows may be held out at all
   */
  public record Model(double[] centroids, int fold, boolean divided) {}

  /** Checks that all places lie in their arrays, so that a kernel need not. */
  public ClusterScanSpec {
    boolean sound = features >= 1 && (scale == null || scale.length == features) && farthest >= 0;
    for (Model model : models) {
      sound = sound && model.centroids().length > 0 && model.centroids().length % features == 0;
    }
    if (!sound) {
      throw new IllegalArgumentException(
          "Centroids of " + models.size() + " models do not fit rows of " + features + " features");
    }
    models = List.copyOf(models);
  }

  /** Number of clusters of a model. */
  public int clusters(int model) {
    return models.get(model).centroids().length / features;
  }
}
