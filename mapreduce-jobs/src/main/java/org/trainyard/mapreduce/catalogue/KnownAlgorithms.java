package org.trainyard.mapreduce.catalogue;

import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.algorithm.Algorithms;
import org.trainyard.mapreduce.algorithm.Scorer;
import org.trainyard.mapreduce.algorithm.TrainedModel;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.algorithm.TrainingProblem;

/** All that this build can train and score. */
public final class KnownAlgorithms implements Algorithms {
  @Override
  public Algorithm create(TrainingProblem problem) {
    throw new IllegalArgumentException(
        "Unknown algorithm " + TrainingKeys.ALGORITHM.get(problem.settings()));
  }

  @Override
  public Scorer scorer(TrainedModel model) {
    throw new IllegalArgumentException("Unknown algorithm " + model.algorithm());
  }
}
