package org.trainyard.mapreduce.network;

import org.trainyard.formats.partial.Partial;
import org.trainyard.mapreduce.algorithm.Scorer;
import org.trainyard.mapreduce.metric.MetricsAccumulator;
import org.trainyard.mapreduce.metric.MetricsLayout;
import org.trainyard.mapreduce.metric.MetricsLayout.LossKind;
import org.trainyard.mapreduce.metric.MetricsLayout.Task;

/**
 * A number: the network gives the standardised target and is trained on half its squared error;
 * loss and scores are told in the units of the label.
 */
final class SquaredOutput implements OutputLoss {
  private final double mean;
  private final double deviation;

  /** For a target of this mean and deviation; a deviation that is not positive counts as 1. */
  SquaredOutput(double mean, double deviation) {
    this.mean = Double.isFinite(mean) ? mean : 0;
    this.deviation = deviation > 0 ? deviation : 1;
  }

  @Override
  public int outputs() {
    return 1;
  }

  @Override
  public double loss(float[] output, double label, double factor, float[] delta) {
    double error = output[0] - (label - mean) / deviation;
    delta[0] = (float) (factor * error);
    return 0.5 * error * error * unit();
  }

  @Override
  public double unit() {
    return deviation * deviation;
  }

  @Override
  public MetricsLayout metrics() {
    return new MetricsLayout(Task.VALUE, LossKind.OTHER, mean);
  }

  @Override
  public void measure(
      float[] output,
      double label,
      double weight,
      double loss,
      MetricsAccumulator metrics,
      Partial into) {
    metrics.value(value(output), label, weight, loss);
  }

  private double value(float[] output) {
    return mean + deviation * output[0];
  }

  @Override
  public Scorer.Output meaning() {
    return Scorer.Output.VALUE;
  }

  @Override
  public int scores() {
    return 1;
  }

  @Override
  public void score(float[] output, double[] into, int at) {
    into[at] = value(output);
  }

  /** Mean and deviation, as a trained model carries them. */
  double[] target() {
    return new double[] {mean, deviation};
  }
}
