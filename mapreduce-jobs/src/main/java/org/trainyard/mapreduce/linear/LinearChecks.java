package org.trainyard.mapreduce.linear;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.config.Problems;
import org.trainyard.mapreduce.algorithm.ClassWeights;
import org.trainyard.mapreduce.algorithm.TrainedModel;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.algorithm.TrainingKeys.AlgorithmName;
import org.trainyard.mapreduce.algorithm.TrainingKeys.LossName;
import org.trainyard.mapreduce.algorithm.TrainingKeys.OptimiserName;
import org.trainyard.mapreduce.algorithm.TrainingProblem;
import org.trainyard.mapreduce.algorithm.TrainingProblem.Labels;
import org.trainyard.mapreduce.algorithm.UnusedKeys;
import org.trainyard.mapreduce.loss.Loss;
import org.trainyard.mapreduce.metric.Metric;

/** Combinations of settings that make no sense, and settings that do not fit the data. */
final class LinearChecks {
  /** Most coordinates of a partial, which are counted by an int and added as three digits each. */
  private static final long MOST_SUMS = Integer.MAX_VALUE / 3;

  /** What a coordinate takes at least, once it is touched. */
  private static final long BYTES_OF_A_SUM = 32;

  private LinearChecks() {}

  /**
   * What can be told from the settings alone.
   *
   * @param loss the loss, or null where it will follow from the labels
   */
  static void settings(KeySource source, LossName loss, Problems problems) {
    UnusedKeys.report(
        problems,
        source,
        AlgorithmName.LINEAR,
        TrainingKeys.CLUSTERS,
        TrainingKeys.HIDDEN,
        TrainingKeys.ACTIVATION,
        TrainingKeys.DROPOUT);
    Problems ignored = new Problems();
    OptimiserName optimiser = ignored.read(TrainingKeys.OPTIMISER, source, OptimiserName.LBFGS);
    if (optimiser == OptimiserName.NEWTON) {
      newton(source, loss, problems);
    }
    boolean online = ignored.read(TrainingKeys.ONLINE_PASS, source, false);
    if (online && source.get(TrainingKeys.WARM_START.name()) != null) {
      problems.add(
          TrainingKeys.ONLINE_PASS.problem(
              "true",
              "an online pass is the way to a starting point, and "
                  + TrainingKeys.WARM_START.option()
                  + " gives another; leave out one of them"));
    }
    UnusedSettings.report(source, loss, optimiser, problems);
    metric(source, loss, problems);
    List<String> classWeights = ignored.read(TrainingKeys.CLASS_WEIGHTS, source, List.of());
    for (String wrong : ClassWeights.problems(classWeights)) {
      problems.add(TrainingKeys.CLASS_WEIGHTS.problem(String.join(",", classWeights), wrong));
    }
    if (!classWeights.isEmpty() && loss != null && needsNumber(loss)) {
      problems.add(
          TrainingKeys.CLASS_WEIGHTS.problem(
              String.join(",", classWeights),
              "the " + Key.spelling(loss) + " loss has no classes to weigh"));
    }
  }

  private static void newton(KeySource source, LossName loss, Problems problems) {
    List<Double> l1 = new Problems().read(TrainingKeys.L1, source, List.of());
    if (l1.stream().anyMatch(value -> value > 0)) {
      problems.add(
          TrainingKeys.OPTIMISER.problem(
              "newton", "trust-region Newton cannot carry --l1, which has a kink; lbfgs can"));
    }
    if (loss == LossName.HINGE) {
      problems.add(
          TrainingKeys.OPTIMISER.problem(
              "newton",
              "the hinge loss has no second derivative; use --loss squared-hinge, or another"
                  + " optimiser"));
    }
  }

  private static void metric(KeySource source, LossName loss, Problems problems) {
    String name = new Problems().read(TrainingKeys.METRIC, source, Metric.LOSS.spelling());
    Optional<Metric> metric = Metric.named(name);
    boolean fits =
        metric.isPresent()
            && metric.get() != Metric.INERTIA
            && (loss == null || LinearSettings.metrics(loss, 0).metrics().contains(metric.get()));
    if (fits) {
      return;
    }
    String allowed =
        loss == null
            ? Metric.allSpellings()
            : LinearSettings.metrics(loss, 0).metrics().stream()
                .map(Metric::spelling)
                .collect(Collectors.joining(", "));
    problems.add(
        TrainingKeys.METRIC.problem(
            name,
            metric.isEmpty()
                ? "no such metric; there are " + allowed
                : loss == null
                    ? "a linear model has no such metric"
                    : "the " + Key.spelling(loss) + " loss is measured by " + allowed));
  }

  /** What can be told once the labels are known. */
  static void labels(LinearSettings settings, Labels labels, Problems problems) {
    LossName loss = settings.loss();
    int classes = labels.classes().size();
    String name = Key.spelling(loss);
    if (needsNumber(loss)) {
      if (classes > 0) {
        problems.add(
            TrainingKeys.LOSS.problem(
                name,
                "it needs a number as label, and the labels are "
                    + classes
                    + " classes; say --task to read them as numbers, or use logistic or softmax"));
      }
      if (loss == LossName.POISSON && labels.mean() < 0) {
        problems.add(
            TrainingKeys.LOSS.problem(
                name, "labels must not be negative, and their mean is " + labels.mean()));
      }
      return;
    }
    if (classes == 0) {
      problems.add(
          TrainingKeys.LOSS.problem(
              name,
              "it needs classes as labels, and the labels are numbers; say --task to read them as"
                  + " classes, or use squared, poisson or huber"));
      return;
    }
    if (loss != LossName.SOFTMAX && classes != 2) {
      problems.add(
          TrainingKeys.LOSS.problem(
              name, "it needs two classes, and there are " + classes + "; use softmax"));
    }
    if (loss == LossName.SOFTMAX && classes < 2) {
      problems.add(
          TrainingKeys.LOSS.problem(name, "it needs at least two classes, and there is one"));
    }
    List<String> unknown = ClassWeights.unknown(settings.classWeights(), labels);
    if (!unknown.isEmpty()) {
      problems.add(
          TrainingKeys.CLASS_WEIGHTS.problem(
              String.join(",", settings.classWeights()),
              "there is no class " + String.join(", ", unknown)));
    }
  }

  /** Whether all models together are small enough to be summed in one scan. */
  static void size(LinearSettings settings, TrainingProblem problem, Problems problems) {
    int outputs = Loss.of(settings.loss(), problem.labels().classes().size(), 1).outputs();
    long width = problem.features().count() + (settings.intercept() ? 1L : 0L);
    long models = problem.models().size() * (settings.onlinePass() ? 2L : 1L);
    if (models * outputs * width > MOST_SUMS) {
      problems.add(
          String.format(
              Locale.ROOT,
              "%d models of %d parameters each are %d sums in one scan, which take %d GiB or more in"
                  + " every task; a run can have %d: train fewer models together, or hash the features"
                  + " to fewer columns",
              models,
              outputs * width,
              models * outputs * width,
              models * outputs * width * BYTES_OF_A_SUM >> 30,
              MOST_SUMS));
    }
  }

  /** Whether a model to start from fits. */
  static void warmStart(LinearSettings settings, TrainingProblem problem, Problems problems) {
    TrainedModel model = problem.warmStart();
    if (model == null) {
      return;
    }
    String path = problem.settings().get(TrainingKeys.WARM_START.name());
    if (!model.algorithm().equals(LinearAlgorithm.NAME)) {
      problems.add(
          TrainingKeys.WARM_START.problem(
              path, "it is a model of " + model.algorithm() + ", and this run trains linear ones"));
      return;
    }
    int outputs =
        Loss.of(settings.loss(), Math.max(1, problem.labels().classes().size()), 1).outputs();
    int theirs = model.shape().get("outputs").asInt();
    int theirFeatures = model.shape().get("features").asInt();
    if (theirs != outputs || theirFeatures != problem.features().count()) {
      problems.add(
          TrainingKeys.WARM_START.problem(
              path,
              "it has "
                  + theirs
                  + " outputs and "
                  + theirFeatures
                  + " features, and this run's models have "
                  + outputs
                  + " and "
                  + problem.features().count()));
    }
  }

  private static boolean needsNumber(LossName loss) {
    return loss == LossName.SQUARED || loss == LossName.POISSON || loss == LossName.HUBER;
  }
}
