package org.trainyard.mapreduce.algorithm;

import org.trainyard.formats.sample.SampleBlock;

/** A trained model at work. Not thread-safe. */
public interface Scorer {
  /**
   * Numbers a sample is given: 1 for regression, a binary margin or a cluster; the number of
   * classes otherwise.
   */
  int outputs();

  /**
   * Scores all samples of a block.
   *
   * @param block samples, encoded as in training
   * @param scores modified: rows * {@link #outputs()}, row-major
   */
  void score(SampleBlock block, double[] scores);

  /** What the scores mean, and how a prediction is read from them. */
  Output output();

  /** Kinds of output. */
  enum Output {
    /** The value itself. */
    VALUE,
    /** Two classes: the probability of class 1. */
    PROBABILITY,
    /** Two classes: a margin; class 1 if it is positive. */
    MARGIN,
    /** One probability for each class. */
    CLASS_PROBABILITIES,
    /** The number of the nearest centroid and the squared distance to it (two outputs). */
    CLUSTER
  }
}
