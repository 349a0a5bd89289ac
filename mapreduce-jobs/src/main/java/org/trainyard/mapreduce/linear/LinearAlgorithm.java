package org.trainyard.mapreduce.linear;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.config.Problems;
import org.trainyard.formats.partial.PartialShape;
import org.trainyard.formats.partial.Totals;
import org.trainyard.formats.state.State;
import org.trainyard.formats.vector.Vector;
import org.trainyard.mapreduce.algorithm.Accumulator;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.algorithm.DivergedException;
import org.trainyard.mapreduce.algorithm.LossSum;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.Progress;
import org.trainyard.mapreduce.algorithm.Progress.ModelProgress;
import org.trainyard.mapreduce.algorithm.StopReason;
import org.trainyard.mapreduce.algorithm.TrainedModel;
import org.trainyard.mapreduce.algorithm.TrainingKeys.OptimiserName;
import org.trainyard.mapreduce.algorithm.TrainingProblem;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.linear.LinearModels.Definition;
import org.trainyard.mapreduce.linear.ModelState.Opening;
import org.trainyard.mapreduce.linear.ScanPlan.Slot;
import org.trainyard.mapreduce.metric.MetricsReader;
import org.trainyard.mapreduce.optimise.Evaluation;
import org.trainyard.mapreduce.optimise.Optimiser;
import org.trainyard.mapreduce.optimise.OptimiserState;
import org.trainyard.mapreduce.optimise.OptimiserState.Outcome;
import org.trainyard.mapreduce.optimise.Request;
import org.trainyard.mapreduce.optimise.Tracking;
import org.trainyard.mapreduce.optimise.Vectors;

/**
 * Generalised linear models: the weighted mean loss plus l2/2 |w|² plus l1 |w|, the intercept free.
 *
 * <p>In each iteration every model that is not done asks for one thing ({@link Request}); one scan
 * answers all of them.
 */
public final class LinearAlgorithm implements Algorithm {
  /** Name of the algorithm in a trained model. */
  public static final String NAME = "linear";

  private final List<ModelSpec> specs;
  private final LinearSettings settings;
  private final LinearModels models;
  private final LinearStart start;
  private final int blocksInSegment;
  private final boolean divergedLeave;

  /**
   * For a problem.
   *
   * @throws org.trainyard.formats.config.InvalidSettingsException with all that is wrong with the
   *     settings, or with them and the problem's labels and features together
   */
  public LinearAlgorithm(TrainingProblem problem) {
    Problems problems = new Problems();
    this.settings = LinearSettings.of(problem.settings(), problem, problems);
    problems.throwIfAny();
    this.specs = problem.models();
    this.models = settings.models(problem);
    this.start = LinearStart.of(models, problem);
    this.blocksInSegment = settings.blocksInSegment(problem.blocks());
    this.divergedLeave = problem.searches();
  }

  /** Collects what is wrong with settings and can be told before the data are seen. */
  public static void check(KeySource settings, Problems problems) {
    LinearSettings.check(settings, problems);
  }

  @Override
  public State initial() {
    List<ModelState> states = new ArrayList<>();
    for (int m = 0; m < models.definitions().size(); m++) {
      Optimiser optimiser = models.definitions().get(m).optimiser();
      boolean local = settings.optimiser() == OptimiserName.LOCAL_SGD;
      Vector point = start.isWarm() && local ? start.warm(m) : start.cold(m);
      OptimiserState begun = optimiser.start(point);
      Opening opening = null;
      if (start.isWarm() && !local) {
        opening = Opening.warm(start.warm(m));
      } else if (settings.onlinePass()) {
        opening = Opening.online();
        begun = begun.asking(Request.online(point));
      }
      states.add(
          new ModelState(begun, Tracking.start(), new TreeMap<>(), new TreeMap<>(), null, opening));
    }
    return LinearStateCodec.encode(0, states);
  }

  @Override
  public PartialShape shape(State state) {
    return plan(LinearStateCodec.requests(state)).shape();
  }

  @Override
  public int blocksInSegment() {
    return blocksInSegment;
  }

  @Override
  public Accumulator accumulator(State state, Kernels kernels) {
    ScanPlan plan = plan(LinearStateCodec.requests(state));
    LinearAccumulator reference = new LinearAccumulator(models, plan, state.iteration());
    return kernels == Kernels.NONE
        ? reference
        : new DeviceLinearAccumulator(models, plan, reference, kernels);
  }

  @Override
  public List<LossSum> losses(State state) {
    return plan(LinearStateCodec.requests(state)).slots().stream()
        .filter(Slot::measures)
        .map(slot -> new LossSum(slot.valueAt(0), slot.weightAt()))
        .toList();
  }

  private ScanPlan plan(List<Request> requests) {
    return ScanPlan.of(requests, models);
  }

  /** Second-order methods converge; first-order ones are asked for a number of passes. */
  @Override
  public StopReason atIterationLimit() {
    return settings.optimiser() == OptimiserName.LBFGS
            || settings.optimiser() == OptimiserName.NEWTON
        ? StopReason.MAX_ITERATIONS
        : StopReason.EPOCHS;
  }

  @Override
  public State next(State state, Totals totals) {
    List<ModelState> states = LinearStateCodec.decode(state);
    ScanPlan plan = plan(states.stream().map(s -> s.optimiser().request()).toList());
    MetricsReader metrics = new MetricsReader(totals);
    int iteration = state.iteration() + 1;
    for (Slot slot : plan.slots()) {
      ModelState before = states.get(slot.model());
      Definition model = models.definitions().get(slot.model());
      try {
        Evaluation answer = LinearAnswers.read(plan, slot, model, totals);
        Opening opening = before.opening();
        ModelState next;
        if (opening == null) {
          next = advance(before, model.optimiser().step(before.optimiser(), answer), slot, metrics);
        } else {
          next =
              switch (opening.stage()) {
                case WARM -> leaveProbe(model, before, answer);
                case ONLINE -> leaveOnline(model, before, answer, slot, totals);
                case MEAN -> leaveMean(model, before, answer, slot, metrics);
              };
        }
        states.set(slot.model(), next);
      } catch (ArithmeticException e) {
        if (!divergedLeave) {
          throw new DivergedException(diverged(iteration, model, e));
        }
        states.set(slot.model(), before.stopped(StopReason.DIVERGED));
      }
    }
    return LinearStateCodec.encode(iteration, states);
  }

  private String diverged(int iteration, Definition model, ArithmeticException why) {
    String label = model.spec().label(specs);
    return "Iteration "
        + iteration
        + ", model "
        + model.spec().index()
        + (label.isEmpty() ? "" : " (" + label + ")")
        + ": "
        + why.getMessage();
  }

  private ModelState leaveProbe(Definition model, ModelState before, Evaluation answer) {
    OptimiserState probe = model.optimiser().step(before.optimiser(), answer);
    Vector warm = before.opening().vector();
    Tracking tracking = new Tracking(probe.gradientNorm(), Double.NaN, Double.NaN, 0, null);
    OptimiserState begun = model.optimiser().start(warm);
    return new ModelState(begun, tracking, new TreeMap<>(), new TreeMap<>(), null, null);
  }

  /** The cold point is known, and so is where an online pass led: asks what is there. */
  private ModelState leaveOnline(
      Definition model, ModelState before, Evaluation answer, Slot slot, Totals totals) {
    OptimiserState cold = model.optimiser().step(before.optimiser(), answer);
    ModelState known = advance(before, cold, slot, new MetricsReader(totals));
    if (known.tracking().stop() != null) {
      return known;
    }
    Vector reached = LinearAnswers.reached(slot, totals);
    // Where the pass diverged, the cold point is asked again, with all that the optimiser needs.
    Vector mean = Vectors.allFinite(reached) ? reached : cold.point();
    OptimiserState begun =
        model.optimiser().start(mean).telling(cold.objective(), cold.gradientNorm());
    return known.opening(begun, Opening.mean(answer));
  }

  /** Begins at the mean of the online pass if its objective is lower, else at the cold point. */
  private ModelState leaveMean(
      Definition model, ModelState before, Evaluation answer, Slot slot, MetricsReader metrics) {
    OptimiserState begun = before.optimiser();
    double objective = answer.values()[0] + model.l1().value(slot.request().point());
    if (objective < begun.objective() && Vectors.allFinite(answer.vector())) {
      OptimiserState after = model.optimiser().step(begun, answer);
      return advance(before.anew(), after, slot, metrics);
    }
    // Second moments are those of the data, whichever point they were asked with.
    double[] value = {before.opening().value()};
    Evaluation cold = new Evaluation(value, before.opening().vector(), answer.metric());
    Vector point = start.cold(slot.model());
    return before.opening(model.optimiser().step(model.optimiser().start(point), cold), null);
  }

  private ModelState advance(
      ModelState before, OptimiserState after, Slot slot, MetricsReader metrics) {
    if (after.outcome() == Outcome.WAITING) {
      return new ModelState(
          after, before.tracking(), before.train(), before.validation(), before.best(), null);
    }
    if (after.outcome() == Outcome.EXHAUSTED) {
      Tracking ended = before.tracking().stopped(StopReason.NO_DESCENT);
      return new ModelState(
          after.stopped(), ended, before.train(), before.validation(), before.best(), null);
    }
    SortedMap<String, Double> train =
        metrics.read(models.metrics(), slot.trainMetricsAt(), slot.trainTable());
    SortedMap<String, Double> validation =
        metrics.read(
            models.metrics(), slot.heldOutMetricsAt(models.metrics()), slot.heldOutTable());
    double heldOut = validation.getOrDefault(models.rules().metric().spelling(), Double.NaN);
    Tracking tracking =
        before.tracking().observe(models.rules(), after.objective(), after.gradientNorm(), heldOut);
    ModelState.Best best = before.best();
    if (models.rules().patience() > 0 && tracking.sinceBest() == 0 && !Double.isNaN(heldOut)) {
      best = new ModelState.Best(after.point(), after.objective(), train, validation);
    }
    OptimiserState optimiser = tracking.stop() == null ? after : after.stopped();
    return new ModelState(optimiser, tracking, train, validation, best, null);
  }

  @Override
  public State stopped(State state, Map<Integer, StopReason> reasons) {
    List<ModelState> states = LinearStateCodec.decode(state);
    reasons.forEach((m, reason) -> states.set(m, states.get(m).stopped(reason)));
    return LinearStateCodec.encode(state.iteration(), states);
  }

  @Override
  public Progress progress(State state) {
    List<ModelProgress> all = new ArrayList<>();
    for (ModelState model : LinearStateCodec.decode(state)) {
      OptimiserState optimiser = model.optimiser();
      boolean backToBest = model.tracking().stop() != null && model.best() != null;
      all.add(
          new ModelProgress(
              backToBest ? model.best().objective() : optimiser.objective(),
              optimiser.gradientNorm(),
              optimiser.stepLength(),
              backToBest ? model.best().train() : model.train(),
              backToBest ? model.best().validation() : model.validation(),
              model.tracking().stop()));
    }
    return new Progress(state.iteration(), all);
  }

  @Override
  public List<TrainedModel> models(State state) {
    List<TrainedModel> trained = new ArrayList<>();
    List<ModelState> states = LinearStateCodec.decode(state);
    for (int m = 0; m < states.size(); m++) {
      Definition model = models.definitions().get(m);
      ModelState last = states.get(m);
      Vector point =
          last.best() != null ? last.best().point() : model.optimiser().published(last.optimiser());
      trained.add(publish(model.scaling().toRaw(point)));
    }
    return trained;
  }

  private TrainedModel publish(double[] raw) {
    int outputs = models.outputs();
    int features = models.features();
    int width = raw.length / outputs;
    double[] coefficients = new double[outputs * features];
    double[] intercepts = new double[outputs];
    for (int o = 0; o < outputs; o++) {
      System.arraycopy(raw, o * width, coefficients, o * features, features);
      intercepts[o] = models.intercept() ? raw[o * width + features] : 0.0;
    }
    ObjectNode shape = JsonNodeFactory.instance.objectNode();
    shape.put("loss", Key.spelling(settings.loss()));
    shape.put("outputs", outputs);
    shape.put("features", features);
    SortedMap<String, double[]> tensors = new TreeMap<>();
    tensors.put("coefficients", coefficients);
    tensors.put("intercepts", intercepts);
    return new TrainedModel(NAME, shape, tensors);
  }
}
