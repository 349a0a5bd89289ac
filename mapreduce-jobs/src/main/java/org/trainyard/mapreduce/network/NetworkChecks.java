package org.trainyard.mapreduce.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.config.Problems;
import org.trainyard.mapreduce.algorithm.ClassWeights;
import org.trainyard.mapreduce.algorithm.TrainedModel;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.algorithm.TrainingKeys.AlgorithmName;
import org.trainyard.mapreduce.algorithm.TrainingKeys.LocalRule;
import org.trainyard.mapreduce.algorithm.TrainingKeys.LossName;
import org.trainyard.mapreduce.algorithm.TrainingKeys.OptimiserName;
import org.trainyard.mapreduce.algorithm.TrainingProblem;
import org.trainyard.mapreduce.algorithm.TrainingProblem.Labels;
import org.trainyard.mapreduce.algorithm.UnusedKeys;
import org.trainyard.mapreduce.metric.Metric;
import org.trainyard.mapreduce.metric.MetricsLayout;

/** Settings of networks that make no sense, or that do not fit the data. */
final class NetworkChecks {
  /** Most coordinates of a partial: each has three digits in one array. */
  private static final long MOST_SUMS = Integer.MAX_VALUE / 3;

  private static final int MOST_UNITS = 1 << 20;

  private NetworkChecks() {}

  /** What can be told from the settings alone, the hidden layers left out. */
  static void settings(KeySource source, Problems problems) {
    UnusedKeys.report(
        problems,
        source,
        AlgorithmName.MLP,
        TrainingKeys.L1,
        TrainingKeys.HUBER_DELTA,
        TrainingKeys.INTERCEPT,
        TrainingKeys.CLUSTERS,
        TrainingKeys.HISTORY,
        TrainingKeys.ONLINE_PASS,
        TrainingKeys.GRADIENT_TOLERANCE);
    for (Key<List<Double>> key : TrainingKeys.SWEEPS) {
      problems.read(key, source, null);
    }
    OptimiserName optimiser =
        problems.read(TrainingKeys.OPTIMISER, source, OptimiserName.LOCAL_SGD);
    if (optimiser != OptimiserName.LOCAL_SGD) {
      problems.add(
          TrainingKeys.OPTIMISER.problem(
              Key.spelling(optimiser),
              "a network is always trained by local-sgd; its inner rule is --local-rule"));
    }
    LossName loss = problems.read(TrainingKeys.LOSS, source, LossName.SOFTMAX);
    if (loss != LossName.SOFTMAX && loss != LossName.SQUARED) {
      problems.add(
          TrainingKeys.LOSS.problem(
              Key.spelling(loss), "a network has softmax for classes and squared for numbers"));
    }
    String metric = problems.read(TrainingKeys.METRIC, source, Metric.LOSS.spelling());
    if (Metric.named(metric).isEmpty() || Metric.INERTIA.spelling().equals(metric)) {
      problems.add(TrainingKeys.METRIC.problem(metric, "a network has no such metric"));
    }
    List<String> classWeights = problems.read(TrainingKeys.CLASS_WEIGHTS, source, List.of());
    for (String wrong : ClassWeights.problems(classWeights)) {
      problems.add(TrainingKeys.CLASS_WEIGHTS.problem(String.join(",", classWeights), wrong));
    }
  }

  /** Whether settings, each of which may stand, fit the data. */
  static void data(TrainingProblem problem, Problems problems) {
    if (problem.features().count() < 1) {
      problems.add("A network needs at least one feature; the data have none");
    }
    if (problem.labels().classes().size() == 1) {
      problems.add("A network needs at least two classes, and the labels have one");
    }
    // What cannot be parsed was told by the checks of the settings.
    Problems told = new Problems();
    loss(told.read(TrainingKeys.LOSS, problem.settings(), null), problem.labels(), problems);
    metric(
        told.read(TrainingKeys.METRIC, problem.settings(), Metric.LOSS.spelling()),
        problem.labels(),
        problems);
    classWeights(
        told.read(TrainingKeys.CLASS_WEIGHTS, problem.settings(), List.of()),
        problem.labels(),
        problems);
  }

  private static void loss(LossName loss, Labels labels, Problems problems) {
    int classes = labels.classes().size();
    LossName other = classes > 0 ? LossName.SQUARED : LossName.SOFTMAX;
    if (loss == other) {
      problems.add(
          TrainingKeys.LOSS.problem(
              Key.spelling(loss),
              "the labels are "
                  + (classes > 0 ? classes + " classes" : "numbers")
                  + "; leave it out, or say with --task what the labels are"));
    }
  }

  private static void metric(String name, Labels labels, Problems problems) {
    MetricsLayout layout = NetworkSettings.output(labels).metrics();
    Optional<Metric> metric = Metric.named(name);
    if (metric.isPresent()
        && metric.get() != Metric.INERTIA
        && !layout.metrics().contains(metric.get())) {
      problems.add(
          TrainingKeys.METRIC.problem(
              name,
              "this network is measured by "
                  + layout.metrics().stream()
                      .map(Metric::spelling)
                      .collect(Collectors.joining(", "))));
    }
  }

  private static void classWeights(List<String> setting, Labels labels, Problems problems) {
    String text = String.join(",", setting);
    if (!setting.isEmpty() && labels.classes().isEmpty()) {
      problems.add(TrainingKeys.CLASS_WEIGHTS.problem(text, "the labels are numbers, not classes"));
    } else {
      for (String unknown : ClassWeights.unknown(setting, labels)) {
        problems.add(TrainingKeys.CLASS_WEIGHTS.problem(text, "there is no class " + unknown));
      }
    }
  }

  /** Units of the hidden layers; none for a network without. */
  static List<Integer> hidden(KeySource source, Problems problems) {
    List<Integer> units = new ArrayList<>();
    for (String text : problems.read(TrainingKeys.HIDDEN, source, List.of())) {
      int count;
      try {
        count = Integer.parseInt(text);
      } catch (NumberFormatException e) {
        count = 0;
      }
      if (count < 1 || count > MOST_UNITS) {
        problems.add(
            TrainingKeys.HIDDEN.problem(
                text, "not a whole number from 1 to " + MOST_UNITS + " units"));
      }
      units.add(Math.max(1, count));
    }
    return units;
  }

  /** Whether all models together fit a partial. */
  static void size(Topology topology, LocalRule rule, int models, Problems problems) {
    double sums = (double) models * NetworkSettings.sums(topology, rule);
    if (sums > MOST_SUMS) {
      problems.add(
          String.format(
              "%d network(s) of %s units have %.0f parameters and moments together; a run can have"
                  + " %d: train fewer or smaller networks together",
              models, topology.units(), sums, MOST_SUMS));
    }
  }

  /** Whether a network to start from has the same layers. */
  static void warmStart(Topology topology, TrainingProblem problem, Problems problems) {
    TrainedModel model = problem.warmStart();
    if (model == null) {
      return;
    }
    Topology theirs =
        MultilayerPerceptron.NAME.equals(model.algorithm()) ? NetworkModels.topology(model) : null;
    if (!topology.equals(theirs)) {
      problems.add(
          TrainingKeys.WARM_START.problem(
              String.valueOf(problem.settings().get(TrainingKeys.WARM_START.name())),
              "it is "
                  + (theirs == null ? "a model of " + model.algorithm() : theirs)
                  + ", and this run trains "
                  + topology));
    }
  }
}
