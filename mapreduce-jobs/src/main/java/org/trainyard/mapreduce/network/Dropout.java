package org.trainyard.mapreduce.network;

import org.trainyard.mapreduce.algorithm.Hashes;

/**
 * Which hidden units are left out: a function of the seed, the pass, the sample and the unit. What
 * stays is raised so that the expectation is kept (N. Srivastava and others, "Dropout: A Simple Way
 * to Prevent Neural Networks from Overfitting", JMLR 15, 2014).
 *
 * @param seed of the run
 * @param pass number of the pass over the data: iterations times local epochs, and the local epoch
 * @param rate fraction of units that are left out; 0 for none
 */
record Dropout(long seed, long pass, double rate) {
  /** No unit is left out. */
  static final Dropout NONE = new Dropout(0, 0, 0);

  /**
   * Factors of one sample's units in a layer: 0, or 1 / (1 - rate).
   *
   * @param into one for each unit; modified
   */
  void draw(long rowId, int layer, float[] into) {
    long stream = Hashes.hash(seed, Hashes.DROPOUT, pass, rowId, layer);
    float kept = (float) (1 / (1 - rate));
    for (int u = 0; u < into.length; u++) {
      into[u] = Hashes.unit(Hashes.extend(stream, u)) < rate ? 0f : kept;
    }
  }
}
