package org.trainyard.mapreduce.network;

import org.trainyard.formats.partial.Partial;
import org.trainyard.mapreduce.algorithm.Scorer;
import org.trainyard.mapreduce.elementary.Exponential;
import org.trainyard.mapreduce.elementary.Logarithm;
import org.trainyard.mapreduce.metric.MetricsAccumulator;
import org.trainyard.mapreduce.metric.MetricsLayout;
import org.trainyard.mapreduce.metric.MetricsLayout.LossKind;
import org.trainyard.mapreduce.metric.MetricsLayout.Task;

/** Classes: the loss is the negative logarithm of the softmax at the true class. */
final class SoftmaxOutput implements OutputLoss {
  private final double[] probabilities;

  /** For at least two classes. */
  SoftmaxOutput(int classes) {
    this.probabilities = new double[classes];
  }

  @Override
  public int outputs() {
    return probabilities.length;
  }

  /** Fills {@link #probabilities}; gives the logarithm of the sum of the exponentials. */
  private double normalise(float[] output) {
    double most = output[0];
    for (float o : output) {
      most = Math.max(most, o);
    }
    double sum = 0;
    for (int c = 0; c < output.length; c++) {
      probabilities[c] = Exponential.exp(output[c] - most);
      sum += probabilities[c];
    }
    for (int c = 0; c < output.length; c++) {
      probabilities[c] /= sum;
    }
    return most + Logarithm.log(sum);
  }

  @Override
  public double loss(float[] output, double label, double factor, float[] delta) {
    double logSum = normalise(output);
    int truth = (int) label;
    for (int c = 0; c < delta.length; c++) {
      delta[c] = (float) (factor * (probabilities[c] - (c == truth ? 1 : 0)));
    }
    return logSum - output[truth];
  }

  @Override
  public double unit() {
    return 1;
  }

  @Override
  public MetricsLayout metrics() {
    Task task = probabilities.length == 2 ? Task.BINARY : Task.CLASSES;
    return new MetricsLayout(task, LossKind.LOG_LOSS, 0);
  }

  @Override
  public void measure(
      float[] output,
      double label,
      double weight,
      double loss,
      MetricsAccumulator metrics,
      Partial into) {
    if (probabilities.length == 2) {
      metrics.binary((double) output[1] - output[0], label, weight, loss, into);
    } else {
      for (int c = 0; c < output.length; c++) {
        probabilities[c] = output[c];
      }
      metrics.classes(probabilities, 0, 1, probabilities.length, label, weight, loss);
    }
  }

  @Override
  public Scorer.Output meaning() {
    return probabilities.length == 2
        ? Scorer.Output.PROBABILITY
        : Scorer.Output.CLASS_PROBABILITIES;
  }

  @Override
  public int scores() {
    return probabilities.length == 2 ? 1 : probabilities.length;
  }

  @Override
  public void score(float[] output, double[] into, int at) {
    normalise(output);
    if (probabilities.length == 2) {
      into[at] = probabilities[1];
    } else {
      System.arraycopy(probabilities, 0, into, at, probabilities.length);
    }
  }
}
