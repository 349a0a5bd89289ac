package org.trainyard.mapreduce.algorithm;

import java.util.List;
import org.trainyard.formats.partial.BinnedSums;
import org.trainyard.formats.partial.Partial;

/**
 * Reads from a partial that is added to, part by part, what the rows of each part lose on average:
 * the running sums after the part less those before. It only reads, and a few numbers for each
 * part; its answers are for people and never come back into a sum. Not thread-safe.
 */
public final class LossMeter {
  private final List<LossSum> places;
  private final double[] losses;
  private final double[] weights;

  /** For an empty partial whose losses stand at {@code places}, one for each model. */
  public LossMeter(List<LossSum> places) {
    this.places = places;
    this.losses = new double[places.size()];
    this.weights = new double[places.size()];
  }

  /**
   * Loss for a unit of weight of what came to the partial since the last call: the mean of the
   * models' means. Models whose mean is not finite (it diverged, or trains on none of the rows) are
   * left out; NaN if none is left.
   */
  public double take(Partial partial) {
    BinnedSums sums = partial.scalars();
    double sum = 0;
    int finite = 0;
    for (int m = 0; m < losses.length; m++) {
      double loss = sums.value(places.get(m).lossAt());
      double weight = sums.value(places.get(m).weightAt());
      double mean = (loss - losses[m]) / (weight - weights[m]);
      losses[m] = loss;
      weights[m] = weight;
      if (Double.isFinite(mean)) {
        sum += mean;
        finite++;
      }
    }
    return finite == 0 ? Double.NaN : sum / finite;
  }
}
