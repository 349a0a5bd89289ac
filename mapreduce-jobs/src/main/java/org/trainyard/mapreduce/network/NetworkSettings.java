package org.trainyard.mapreduce.network;

import java.util.ArrayList;
import java.util.List;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.config.Problems;
import org.trainyard.mapreduce.algorithm.ClassWeights;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.algorithm.TrainingKeys.Activation;
import org.trainyard.mapreduce.algorithm.TrainingKeys.LocalRule;
import org.trainyard.mapreduce.algorithm.TrainingProblem;
import org.trainyard.mapreduce.algorithm.TrainingProblem.Labels;
import org.trainyard.mapreduce.metric.Metric;
import org.trainyard.mapreduce.metric.MetricsLayout;
import org.trainyard.mapreduce.optimise.LearningRate;
import org.trainyard.mapreduce.optimise.StopRules;

/**
 * What multilayer perceptrons are asked for.
 *
 * @param topology layers of all networks
 * @param labels what the outputs stand for
 * @param scaling of the inputs
 * @param classFactors factor on the weight of a sample for each class; null for none
 * @param rule of the local steps
 * @param batch rows of a mini-batch
 * @param epochs passes over a segment in an iteration
 * @param blocksInSegment blocks that are trained on in one go
 * @param rules when a model is done
 * @param models the K networks
 */
record NetworkSettings(
    Topology topology,
    Labels labels,
    InputScaling scaling,
    double[] classFactors,
    LocalRule rule,
    int batch,
    int epochs,
    int blocksInSegment,
    StopRules rules,
    List<NetworkModel> models) {
  private static final double ADAM_RATE = 0.003;
  private static final double MOMENTUM_RATE = 0.01;

  /**
   * Reads and checks the settings of a problem.
   *
   * @throws org.trainyard.formats.config.InvalidSettingsException with everything that is wrong
   */
  static NetworkSettings of(TrainingProblem problem) {
    Problems problems = new Problems();
    KeySource source = problem.settings();
    NetworkChecks.settings(source, problems);
    NetworkChecks.data(problem, problems);
    List<Integer> units = new ArrayList<>();
    units.add(problem.features().count());
    units.addAll(NetworkChecks.hidden(source, problems));
    units.add(output(problem.labels()).outputs());
    Topology topology =
        new Topology(
            List.copyOf(units), problems.read(TrainingKeys.ACTIVATION, source, Activation.RELU));
    LocalRule rule = problems.read(TrainingKeys.LOCAL_RULE, source, LocalRule.ADAM);
    String metric = problems.read(TrainingKeys.METRIC, source, Metric.LOSS.spelling());
    StopRules rules =
        new StopRules(
            0,
            problems.read(TrainingKeys.RELATIVE_TOLERANCE, source, 0.0),
            problems.read(TrainingKeys.PATIENCE, source, 0L).intValue(),
            Metric.named(metric).orElse(Metric.LOSS));
    List<String> classWeights = problems.read(TrainingKeys.CLASS_WEIGHTS, source, List.of());
    int batch = problems.read(TrainingKeys.BATCH_SIZE, source, 1L).intValue();
    int epochs = problems.read(TrainingKeys.LOCAL_EPOCHS, source, 1L).intValue();
    long segments = problems.read(TrainingKeys.SEGMENTS, source, 1L);
    NetworkChecks.size(topology, rule, problem.models().size(), problems);
    NetworkChecks.warmStart(topology, problem, problems);
    problems.throwIfAny();
    return new NetworkSettings(
        topology,
        problem.labels(),
        InputScaling.of(problem.features()),
        ClassWeights.factors(classWeights, problem.labels()),
        rule,
        batch,
        epochs,
        (int) Math.max(1, (problem.blocks() + segments - 1) / segments),
        rules,
        models(problem, topology, rule));
  }

  private static List<NetworkModel> models(
      TrainingProblem problem, Topology topology, LocalRule rule) {
    KeySource source = problem.settings();
    int vectors = Math.toIntExact(sums(topology, rule));
    int scalars = NetworkModel.scalarSums(output(problem.labels()).metrics());
    List<NetworkModel> models = new ArrayList<>();
    for (ModelSpec spec : problem.models()) {
      models.add(
          new NetworkModel(
              spec.index(),
              spec.label(problem.models()),
              spec.fold(),
              LearningRate.of(spec, source, rule == LocalRule.ADAM ? ADAM_RATE : MOMENTUM_RATE),
              spec.value(TrainingKeys.MOMENTUM, source),
              spec.value(TrainingKeys.L2, source),
              spec.value(TrainingKeys.DROPOUT, source),
              models.size() * vectors,
              models.size() * scalars));
    }
    return models;
  }

  /** Vector sums of one model. */
  static long sums(Topology topology, LocalRule rule) {
    return topology.parameters() + LocalSteps.size(topology, rule);
  }

  /** A new view of the outputs: it has scratch of its own. */
  OutputLoss output() {
    return output(labels);
  }

  static OutputLoss output(Labels labels) {
    return labels.classes().isEmpty()
        ? new SquaredOutput(labels.mean(), labels.deviation())
        : new SoftmaxOutput(Math.max(2, labels.classes().size()));
  }

  /** What outputs are measured by. */
  MetricsLayout metrics() {
    return output().metrics();
  }

  /** Factor on the weight of a sample in training. */
  double classFactor(double label) {
    return classFactors == null ? 1.0 : classFactors[(int) label];
  }
}
