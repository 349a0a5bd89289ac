package org.trainyard.mapreduce.cluster;

/**
 * Where the sums of one model stand in a partial of Lloyd's iteration.
 *
 * @param model index of the model; also the group of its farthest rows
 * @param clusters k
 * @param fold the fold that is held out, or {@link
 *     org.trainyard.mapreduce.algorithm.ModelSpec#NO_FOLD}
 * @param vectors first of its vector sums: weighted sums of the rows of each cluster (k * features,
 *     row-major), then the weight of each cluster (k)
 * @param scalars first of its {@link #SCALARS} scalar sums
 */
record ModelPlace(int model, int clusters, int fold, int vectors, int scalars) {
  /** Scalar sums of a model. */
  static final int SCALARS = 4;

  /** The same model with its sums at another place. */
  ModelPlace at(int firstVector, int firstScalar) {
    return new ModelPlace(model, clusters, fold, firstVector, firstScalar);
  }

  /** Place of the weighted squared distances of the training rows. */
  int trainInertia() {
    return scalars;
  }

  /** Place of the weight of the training rows. */
  int trainWeight() {
    return scalars + 1;
  }

  /** Place of the weighted squared distances of the held-out rows. */
  int heldInertia() {
    return scalars + 2;
  }

  /** Place of the weight of the held-out rows. */
  int heldWeight() {
    return scalars + 3;
  }

  /** First vector sum after those of this model. */
  int vectorsEnd(int features) {
    return Math.addExact(vectors, Math.multiplyExact(clusters, Math.addExact(features, 1)));
  }

  /** Place of the weight of the first cluster. */
  int clusterWeights(int features) {
    return vectors + clusters * features;
  }
}
