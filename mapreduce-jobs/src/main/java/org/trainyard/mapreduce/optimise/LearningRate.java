package org.trainyard.mapreduce.optimise;

import org.trainyard.formats.config.KeySource;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.TrainingKeys;

/**
 * Step lengths that fall with the iterations.
 *
 * @param first of iteration 0
 * @param decay how fast they fall
 */
public record LearningRate(double first, double decay) {
  /** The rate of a model; {@code otherwise} where no first rate is set. */
  public static LearningRate of(ModelSpec model, KeySource settings, double otherwise) {
    double first = model.value(TrainingKeys.LEARNING_RATE, settings);
    return new LearningRate(
        Double.isNaN(first) ? otherwise : first, model.value(TrainingKeys.DECAY, settings));
  }

  /** first / (1 + decay k). */
  public double at(long iteration) {
    return first / (1 + decay * iteration);
  }
}
