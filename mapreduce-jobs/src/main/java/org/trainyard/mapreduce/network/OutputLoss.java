package org.trainyard.mapreduce.network;

import org.trainyard.formats.partial.Partial;
import org.trainyard.mapreduce.algorithm.Scorer;
import org.trainyard.mapreduce.metric.MetricsAccumulator;
import org.trainyard.mapreduce.metric.MetricsLayout;

/** What a network's outputs mean: loss, derivative, scores. Not thread-safe. */
interface OutputLoss {
  /** Number of outputs. */
  int outputs();

  /**
   * Loss of one sample and its derivative.
   *
   * @param output of the network; not modified
   * @param factor on the derivative: the sample's share of the batch
   * @param delta derivative of the loss by each output, times factor; overwritten
   * @return the loss, in the units in which it is told
   */
  double loss(float[] output, double label, double factor, float[] delta);

  /** How large the told loss is where the trained one is 1: the label's variance, or 1. */
  double unit();

  /** What the scores are measured by. */
  MetricsLayout metrics();

  /** Adds a sample to metrics of {@link #metrics}. */
  void measure(
      float[] output,
      double label,
      double weight,
      double loss,
      MetricsAccumulator metrics,
      Partial into);

  /** What the scores mean. */
  Scorer.Output meaning();

  /** Number of scores of a sample. */
  int scores();

  /** Writes the scores of a sample. */
  void score(float[] output, double[] into, int at);
}
