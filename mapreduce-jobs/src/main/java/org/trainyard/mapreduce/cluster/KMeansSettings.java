package org.trainyard.mapreduce.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.config.Problems;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.TrainedModel;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.algorithm.TrainingKeys.AlgorithmName;
import org.trainyard.mapreduce.algorithm.TrainingProblem;
import org.trainyard.mapreduce.algorithm.UnusedKeys;

/**
 * What k-means is asked for.
 *
 * @param places where each model's sums stand, and its number of clusters
 * @param standardize whether distances are those of standardised features
 * @param relativeTolerance change of the inertia, as a fraction, at which a model has converged; 0
 *     for never
 * @param patience iterations without a better held-out inertia after which a model stops; 0 for
 *     never
 */
record KMeansSettings(
    List<ModelPlace> places, boolean standardize, double relativeTolerance, int patience) {
  private static final Set<String> METRICS = Set.of("loss", "inertia");

  /** Most coordinates of a partial: each has three digits in one array. */
  private static final long MOST_SUMS = Integer.MAX_VALUE / 3;

  /**
   * Reads and checks the settings of a problem.
   *
   * @throws org.trainyard.formats.config.InvalidSettingsException with everything that is wrong
   */
  static KMeansSettings of(TrainingProblem problem) {
    Problems problems = new Problems();
    check(problem.settings(), problems);
    if (problem.features().count() < 1) {
      problems.add("k-means needs at least one feature; the data have none");
    }
    boolean standardize = problems.read(TrainingKeys.STANDARDIZE, problem.settings(), false);
    double tolerance = problems.read(TrainingKeys.RELATIVE_TOLERANCE, problem.settings(), 0.0);
    long patience = problems.read(TrainingKeys.PATIENCE, problem.settings(), 0L);
    if (patience > 0 && !problem.hasValidation()) {
      problems.add(
          TrainingKeys.PATIENCE.problem(
              Long.toString(patience), "nothing is held out that could be measured"));
    }
    List<ModelPlace> places = places(problem, problems);
    problems.throwIfAny();
    return new KMeansSettings(places, standardize, tolerance, (int) patience);
  }

  /** What can be told from the settings alone. */
  static void check(KeySource settings, Problems problems) {
    UnusedKeys.report(
        problems,
        settings,
        AlgorithmName.KMEANS,
        TrainingKeys.LOSS,
        TrainingKeys.L1,
        TrainingKeys.L2,
        TrainingKeys.HUBER_DELTA,
        TrainingKeys.INTERCEPT,
        TrainingKeys.CLASS_WEIGHTS,
        TrainingKeys.HIDDEN,
        TrainingKeys.ACTIVATION,
        TrainingKeys.DROPOUT,
        TrainingKeys.OPTIMISER,
        TrainingKeys.HISTORY,
        TrainingKeys.ONLINE_PASS,
        TrainingKeys.LEARNING_RATE,
        TrainingKeys.DECAY,
        TrainingKeys.MOMENTUM,
        TrainingKeys.BATCH_SIZE,
        TrainingKeys.LOCAL_EPOCHS,
        TrainingKeys.SEGMENTS,
        TrainingKeys.LOCAL_RULE,
        TrainingKeys.GRADIENT_TOLERANCE);
    String metric = problems.read(TrainingKeys.METRIC, settings, "loss");
    if (!METRICS.contains(metric)) {
      problems.add(TrainingKeys.METRIC.problem(metric, "k-means has inertia (= loss) only"));
    }
  }

  private static List<ModelPlace> places(TrainingProblem problem, Problems problems) {
    List<ModelPlace> places = new ArrayList<>();
    // A sweep that cannot be parsed fails for every model in the same way.
    if (problems.read(TrainingKeys.CLUSTERS, problem.settings(), List.of()).isEmpty()) {
      return places;
    }
    long vectors = 0;
    for (ModelSpec spec : problem.models()) {
      double clusters = spec.value(TrainingKeys.CLUSTERS, problem.settings());
      String complaint = complaint(clusters, problem);
      if (complaint != null) {
        problems.add(TrainingKeys.CLUSTERS.problem(Double.toString(clusters), complaint));
        continue;
      }
      int k = (int) clusters;
      int at = (int) Math.min(vectors, MOST_SUMS);
      vectors += (long) k * (problem.features().count() + 1L);
      places.add(
          new ModelPlace(spec.index(), k, spec.fold(), at, ModelPlace.SCALARS * spec.index()));
    }
    if (vectors > MOST_SUMS) {
      problems.add(
          "All models together have "
              + vectors
              + " sums (clusters times features and one); a run can have "
              + MOST_SUMS
              + ": train fewer models together, or hash the features to fewer columns");
    }
    return places;
  }

  private static String complaint(double clusters, TrainingProblem problem) {
    if (clusters != Math.rint(clusters)) {
      return "not a whole number";
    }
    if (clusters > problem.rows()) {
      return "more clusters than the " + problem.rows() + " rows of the data";
    }
    TrainedModel warm = problem.warmStart();
    if (warm != null
        && (!KMeans.NAME.equals(warm.algorithm())
            || warm.tensors().get(KMeans.CENTROIDS).length
                != (long) clusters * problem.features().count())) {
      return "the model of --warm-start has not as many centroids of as many features";
    }
    return null;
  }
}
