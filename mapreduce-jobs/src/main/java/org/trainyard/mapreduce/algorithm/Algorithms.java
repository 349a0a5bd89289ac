package org.trainyard.mapreduce.algorithm;

/**
 * Finds an algorithm's maker and a model's scorer by name: the only list of what can be trained.
 */
public interface Algorithms {
  /** Makes the algorithm that the problem's settings name. */
  Algorithm create(TrainingProblem problem);

  /** Makes the scorer of a trained model. */
  Scorer scorer(TrainedModel model);
}
