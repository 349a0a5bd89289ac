package org.trainyard.mapreduce.catalogue;

import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.config.Problems;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.algorithm.Algorithms;
import org.trainyard.mapreduce.algorithm.Scorer;
import org.trainyard.mapreduce.algorithm.TrainedModel;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.algorithm.TrainingKeys.AlgorithmName;
import org.trainyard.mapreduce.algorithm.TrainingProblem;
import org.trainyard.mapreduce.cluster.KMeans;
import org.trainyard.mapreduce.cluster.KMeansScorer;
import org.trainyard.mapreduce.linear.LinearAlgorithm;
import org.trainyard.mapreduce.linear.LinearScorer;
import org.trainyard.mapreduce.network.MultilayerPerceptron;
import org.trainyard.mapreduce.network.PerceptronScorer;
import org.trainyard.mapreduce.search.Search;

/** All that this build can train and score. */
public final class KnownAlgorithms implements Algorithms {
  @Override
  public Algorithm create(TrainingProblem problem) {
    Algorithm algorithm = plain(problem);
    return problem.models().size() == 1
        ? algorithm
        : new Search(algorithm, problem.models(), problem.settings());
  }

  private static Algorithm plain(TrainingProblem problem) {
    AlgorithmName name = TrainingKeys.ALGORITHM.get(problem.settings());
    return switch (name) {
      case LINEAR -> new LinearAlgorithm(problem);
      case KMEANS -> new KMeans(problem);
      case MLP -> new MultilayerPerceptron(problem);
    };
  }

  @Override
  public void check(KeySource settings, Problems problems) {
    switch (new Problems().read(TrainingKeys.ALGORITHM, settings, AlgorithmName.LINEAR)) {
      case LINEAR -> LinearAlgorithm.check(settings, problems);
      case KMEANS -> KMeans.check(settings, problems);
      case MLP -> MultilayerPerceptron.check(settings, problems);
    }
  }

  @Override
  public Scorer scorer(TrainedModel model) {
    return switch (model.algorithm()) {
      case LinearAlgorithm.NAME -> new LinearScorer(model);
      case KMeans.NAME -> new KMeansScorer(model);
      case MultilayerPerceptron.NAME -> new PerceptronScorer(model);
      default -> throw new IllegalArgumentException("Unknown algorithm " + model.algorithm());
    };
  }
}
