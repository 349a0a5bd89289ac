package org.trainyard.mapreduce.linear;

import java.util.List;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.config.Problems;
import org.trainyard.formats.vector.ComputedVector;
import org.trainyard.formats.vector.Vector;
import org.trainyard.mapreduce.algorithm.ClassWeights;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.algorithm.TrainingKeys.LocalRule;
import org.trainyard.mapreduce.algorithm.TrainingKeys.LossName;
import org.trainyard.mapreduce.algorithm.TrainingKeys.OptimiserName;
import org.trainyard.mapreduce.algorithm.TrainingProblem;
import org.trainyard.mapreduce.algorithm.TrainingProblem.Labels;
import org.trainyard.mapreduce.loss.Loss;
import org.trainyard.mapreduce.metric.Metric;
import org.trainyard.mapreduce.metric.MetricsLayout;
import org.trainyard.mapreduce.metric.MetricsLayout.LossKind;
import org.trainyard.mapreduce.metric.MetricsLayout.Task;
import org.trainyard.mapreduce.optimise.AbsolutePenalty;
import org.trainyard.mapreduce.optimise.Adam;
import org.trainyard.mapreduce.optimise.GradientDescent;
import org.trainyard.mapreduce.optimise.Lbfgs;
import org.trainyard.mapreduce.optimise.LearningRate;
import org.trainyard.mapreduce.optimise.LocalMean;
import org.trainyard.mapreduce.optimise.Optimiser;
import org.trainyard.mapreduce.optimise.StopRules;
import org.trainyard.mapreduce.optimise.TrustRegionNewton;

/**
 * The settings of linear models that are the same for all models of a run.
 *
 * @param loss the loss; never null
 * @param optimiser the method
 * @param onlinePass whether a second-order method begins with one pass of local SGD
 * @param intercept whether there is an intercept
 * @param standardize whether penalties are of standardised coefficients
 * @param classWeights as given: empty, or "balanced", or class=weight pairs
 * @param history pairs that L-BFGS keeps
 * @param local mini-batch rule, batch size and epochs, with the rates of no model in particular
 * @param segments number of segments for local SGD, and for an online pass
 * @param rules when a model is done
 */
record LinearSettings(
    LossName loss,
    OptimiserName optimiser,
    boolean onlinePass,
    boolean intercept,
    boolean standardize,
    List<String> classWeights,
    int history,
    LocalSgdSettings local,
    long segments,
    StopRules rules) {
  private static final double DEFAULT_RATE = 0.1;

  /** Parses the settings for a problem; collects everything that is wrong with either. */
  static LinearSettings of(KeySource source, TrainingProblem problem, Problems problems) {
    Labels labels = problem.labels();
    int classes = labels.classes().size();
    LossName fallback =
        classes == 0 ? LossName.SQUARED : classes == 2 ? LossName.LOGISTIC : LossName.SOFTMAX;
    LossName loss = problems.read(TrainingKeys.LOSS, source, fallback);
    LinearSettings settings = parse(source, loss, problem.seed(), problems);
    LinearChecks.settings(source, loss, problems);
    LinearChecks.labels(settings, labels, problems);
    LinearChecks.warmStart(settings, problem, problems);
    if (problems.all().isEmpty()) {
      LinearChecks.size(settings, problem, problems);
    }
    return settings;
  }

  /**
   * Checks combinations that need no data; collects everything that is wrong. Single values are
   * left to whoever parses them.
   */
  static void check(KeySource source, Problems problems) {
    LossName loss = new Problems().read(TrainingKeys.LOSS, source, null);
    LinearChecks.settings(source, loss, problems);
  }

  private static LinearSettings parse(
      KeySource source, LossName loss, long seed, Problems problems) {
    String metricName = problems.read(TrainingKeys.METRIC, source, Metric.LOSS.spelling());
    StopRules rules =
        new StopRules(
            problems.read(TrainingKeys.GRADIENT_TOLERANCE, source, 0.0),
            problems.read(TrainingKeys.RELATIVE_TOLERANCE, source, 0.0),
            problems.read(TrainingKeys.PATIENCE, source, 0L).intValue(),
            Metric.named(metricName).orElse(Metric.LOSS));
    LocalSgdSettings local =
        new LocalSgdSettings(
            problems.read(TrainingKeys.LOCAL_RULE, source, LocalRule.MOMENTUM),
            problems.read(TrainingKeys.BATCH_SIZE, source, 1L).intValue(),
            problems.read(TrainingKeys.LOCAL_EPOCHS, source, 1L).intValue(),
            new LearningRate(0, 0),
            0,
            seed);
    for (Key<List<Double>> key : TrainingKeys.SWEEPS) {
      problems.read(key, source, null);
    }
    return new LinearSettings(
        loss,
        problems.read(TrainingKeys.OPTIMISER, source, OptimiserName.LBFGS),
        problems.read(TrainingKeys.ONLINE_PASS, source, false),
        problems.read(TrainingKeys.INTERCEPT, source, true),
        problems.read(TrainingKeys.STANDARDIZE, source, false),
        problems.read(TrainingKeys.CLASS_WEIGHTS, source, List.of()),
        problems.read(TrainingKeys.HISTORY, source, 1L).intValue(),
        local,
        problems.read(TrainingKeys.SEGMENTS, source, 1L),
        rules);
  }

  /** What the scores of a loss are measured by. */
  static MetricsLayout metrics(LossName loss, double labelMean) {
    return switch (loss) {
      case LOGISTIC -> new MetricsLayout(Task.BINARY, LossKind.LOG_LOSS, 0);
      case HINGE, SQUARED_HINGE -> new MetricsLayout(Task.BINARY, LossKind.OTHER, 0);
      case SOFTMAX -> new MetricsLayout(Task.CLASSES, LossKind.LOG_LOSS, 0);
      case SQUARED, POISSON, HUBER ->
          new MetricsLayout(Task.VALUE, LossKind.OTHER, Double.isFinite(labelMean) ? labelMean : 0);
    };
  }

  /** The models of a problem that these settings fit. */
  LinearModels models(TrainingProblem problem) {
    int outputs = Loss.of(loss, problem.labels().classes().size(), 1).outputs();
    double[] classFactors = ClassWeights.factors(classWeights, problem.labels());
    return new LinearModels(
        problem.features().count(),
        intercept,
        outputs,
        problem.holdout(),
        SecondMoments.fraction(problem.rows(), problem.features().count()),
        metrics(loss, problem.labels().mean()),
        rules,
        problem.models().stream()
            .map(spec -> definition(spec, problem, outputs, classFactors))
            .toList());
  }

  private LinearModels.Definition definition(
      ModelSpec spec, TrainingProblem problem, int outputs, double[] classFactors) {
    KeySource source = problem.settings();
    double l2 = spec.value(TrainingKeys.L2, source);
    double l1 = spec.value(TrainingKeys.L1, source);
    FeatureScaling scaling =
        standardize
            ? FeatureScaling.standardising(problem.features(), intercept)
            : FeatureScaling.conditioning(problem.features(), intercept, l2);
    LearningRate rate = LearningRate.of(spec, source, DEFAULT_RATE);
    double momentum = spec.value(TrainingKeys.MOMENTUM, source);
    AbsolutePenalty absolute = new AbsolutePenalty(weights(l1, 1, scaling, outputs));
    boolean walks = onlinePass || optimiser == OptimiserName.LOCAL_SGD;
    Loss function = Loss.of(loss, outputs, spec.value(TrainingKeys.HUBER_DELTA, source));
    double curvature = function.curvatureAtStart(problem.labels().mean());
    boolean affordable =
        SecondMoments.affordable(problem.features().count(), problem.models().size());
    Lbfgs.Start begin = new Lbfgs.Start(affordable && absolute.isNone(), 1 / curvature);
    return new LinearModels.Definition(
        spec,
        function,
        classFactors,
        scaling,
        new QuadraticPenalty(weights(l2, 2, scaling, outputs)),
        absolute,
        curvature,
        optimiser(absolute, rate, momentum, begin),
        walks ? local.with(rate, momentum) : null);
  }

  /**
   * Weights of a penalty in scaled coordinates: those of raw coefficients divided by a power of the
   * scale. Null if there are none.
   */
  private Vector weights(double lambda, int power, FeatureScaling scaling, int outputs) {
    if (lambda == 0) {
      return null;
    }
    Vector perFeature =
        ComputedVector.of(
            (first, count, in, out) -> {
              for (int j = 0; j < count; j++) {
                double scale = standardize ? 1.0 : in[0][j];
                out[j] = power == 1 ? lambda / scale : lambda / (scale * scale);
              }
            },
            scaling.scale());
    return scaling.perParameter(perFeature, outputs);
  }

  private Optimiser optimiser(
      AbsolutePenalty penalty, LearningRate rate, double momentum, Lbfgs.Start begin) {
    return switch (optimiser) {
      case LBFGS -> new Lbfgs(history, penalty, begin);
      case NEWTON -> new TrustRegionNewton(begin.asksMetric());
      case GRADIENT_DESCENT -> new GradientDescent(rate, momentum, penalty);
      case ADAM -> new Adam(rate, penalty);
      case LOCAL_SGD -> new LocalMean(penalty);
    };
  }

  /** How many blocks are visited as one segment. */
  int blocksInSegment(long blocks) {
    if (!onlinePass && optimiser != OptimiserName.LOCAL_SGD) {
      return 1;
    }
    return (int) Math.max(1, (blocks + segments - 1) / segments);
  }
}
