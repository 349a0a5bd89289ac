package org.trainyard.mapreduce.algorithm;

import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.config.Problems;

/**
 * Finds an algorithm's maker and a model's scorer by name: the only list of what can be trained.
 */
public interface Algorithms {
  /** Makes the algorithm that the problem's settings name. */
  Algorithm create(TrainingProblem problem);

  /** Collects what is wrong with settings and can be told before the data are seen. */
  void check(KeySource settings, Problems problems);

  /** Makes the scorer of a trained model. */
  Scorer scorer(TrainedModel model);
}
