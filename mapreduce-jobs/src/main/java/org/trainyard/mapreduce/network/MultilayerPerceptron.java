package org.trainyard.mapreduce.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.trainyard.formats.config.InvalidSettingsException;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.config.Problems;
import org.trainyard.formats.partial.PartialShape;
import org.trainyard.formats.partial.Totals;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.algorithm.Accumulator;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.algorithm.DivergedException;
import org.trainyard.mapreduce.algorithm.LossSum;
import org.trainyard.mapreduce.algorithm.Progress;
import org.trainyard.mapreduce.algorithm.StopReason;
import org.trainyard.mapreduce.algorithm.TrainedModel;
import org.trainyard.mapreduce.algorithm.TrainingProblem;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.metric.MetricsReader;
import org.trainyard.mapreduce.network.NetworkState.Measured;
import org.trainyard.mapreduce.optimise.Tracking;

/**
 * Multilayer perceptrons for classes and for numbers, trained by local SGD. The package
 * documentation tells the layout of state and model.
 */
public final class MultilayerPerceptron implements Algorithm {
  /** Name of its trained models. */
  public static final String NAME = "mlp";

  private final TrainingProblem problem;
  private final NetworkSettings settings;

  /**
   * Makes the algorithm of a problem.
   *
   * @throws InvalidSettingsException with everything that is wrong with its settings
   */
  public MultilayerPerceptron(TrainingProblem problem) {
    this.problem = problem;
    this.settings = NetworkSettings.of(problem);
  }

  /** Collects what is wrong with settings and can be told before the data are seen. */
  public static void check(KeySource settings, Problems problems) {
    NetworkChecks.settings(settings, problems);
    NetworkChecks.hidden(settings, problems);
  }

  @Override
  public State initial() {
    SortedMap<String, double[]> parameters = new TreeMap<>();
    List<NetworkState> states = new ArrayList<>();
    double[] weights =
        problem.warmStart() == null
            ? NetworkModels.initial(settings.topology(), problem.seed())
            : NetworkModels.warm(problem.warmStart(), settings);
    for (NetworkModel model : settings.models()) {
      parameters.put(NetworkState.weights(model), weights);
      parameters.put(
          NetworkState.moments(model), LocalSteps.start(settings.topology(), settings.rule()));
      states.add(NetworkState.start());
    }
    return State.of(0, NetworkState.control(states), parameters, new TreeMap<>());
  }

  @Override
  public PartialShape shape(State state) {
    int models = trained(state).size();
    return PartialShape.ofSums(
        Math.toIntExact(models * NetworkSettings.sums(settings.topology(), settings.rule())),
        models * NetworkModel.scalarSums(settings.metrics()));
  }

  /** The networks that are still trained, side by side in a partial that has no room for others. */
  private List<NetworkModel> trained(State state) {
    int vectors = Math.toIntExact(NetworkSettings.sums(settings.topology(), settings.rule()));
    int scalars = NetworkModel.scalarSums(settings.metrics());
    List<NetworkModel> trained = new ArrayList<>();
    for (NetworkModel model : settings.models()) {
      if (NetworkState.of(state, model).tracking().stop() == null) {
        trained.add(model.at(trained.size() * vectors, trained.size() * scalars));
      }
    }
    return trained;
  }

  @Override
  public int blocksInSegment() {
    return settings.blocksInSegment();
  }

  /** Networks are trained for as many passes as are asked for. */
  @Override
  public StopReason atIterationLimit() {
    return StopReason.EPOCHS;
  }

  @Override
  public Accumulator accumulator(State state, Kernels kernels) {
    NetworkIteration work =
        new NetworkIteration(
            settings,
            problem.holdout(),
            problem.seed(),
            state.iteration(),
            trained(state),
            state.parameterArrays());
    return kernels == Kernels.NONE ? new LocalTraining(work) : new DeviceTraining(work, kernels);
  }

  @Override
  public List<LossSum> losses(State state) {
    return trained(state).stream().map(model -> new LossSum(model.loss(), model.weight())).toList();
  }

  @Override
  public State next(State state, Totals totals) {
    SortedMap<String, double[]> parameters = state.parameterArrays();
    SortedMap<String, double[]> memory = state.memoryArrays();
    MetricsReader metrics = new MetricsReader(totals);
    List<NetworkState> states = new ArrayList<>();
    settings.models().forEach(model -> states.add(NetworkState.of(state, model)));
    for (NetworkModel model : trained(state)) {
      NetworkState before = states.get(model.index());
      NetworkState after;
      try {
        after = step(state, before, model, totals, metrics, parameters, memory);
      } catch (DivergedException e) {
        if (!problem.searches()) {
          throw e;
        }
        after = before.stopped(StopReason.DIVERGED);
      }
      states.set(model.index(), after);
      if (after.tracking().stop() != null) {
        putAside(model, parameters, memory);
      }
    }
    return State.of(state.iteration() + 1, NetworkState.control(states), parameters, memory);
  }

  /** Parameters that no mapper needs any more; the moments have no use at all. */
  private static void putAside(
      NetworkModel model,
      SortedMap<String, double[]> parameters,
      SortedMap<String, double[]> memory) {
    double[] weights = parameters.remove(NetworkState.weights(model));
    if (weights != null) {
      memory.put(NetworkState.weights(model), weights);
    }
    parameters.remove(NetworkState.moments(model));
  }

  @Override
  public State stopped(State state, Map<Integer, StopReason> reasons) {
    SortedMap<String, double[]> parameters = state.parameterArrays();
    SortedMap<String, double[]> memory = state.memoryArrays();
    List<NetworkState> states = new ArrayList<>();
    for (NetworkModel model : settings.models()) {
      StopReason reason = reasons.get(model.index());
      NetworkState now = NetworkState.of(state, model);
      states.add(reason == null ? now : now.stopped(reason));
      if (reason != null) {
        putAside(model, parameters, memory);
      }
    }
    return State.of(state.iteration(), NetworkState.control(states), parameters, memory);
  }

  private NetworkState step(
      State state,
      NetworkState before,
      NetworkModel model,
      Totals totals,
      MetricsReader reader,
      SortedMap<String, double[]> parameters,
      SortedMap<String, double[]> memory) {
    double[] weights = state.parameter(NetworkState.weights(model));
    int moments = state.parameters().get(NetworkState.moments(model)).length();
    double[] nextWeights = mean(state, model, totals, model.vectors(), weights.length);
    double[] nextMoments = mean(state, model, totals, model.vectors() + weights.length, moments);
    parameters.put(NetworkState.weights(model), nextWeights);
    parameters.put(NetworkState.moments(model), nextMoments);
    Measured measured = measured(model, totals, reader, weights);
    double heldOut =
        measured.validation().getOrDefault(settings.rules().metric().spelling(), Double.NaN);
    Tracking tracking =
        before.tracking().observe(settings.rules(), measured.objective(), Double.NaN, heldOut);
    Measured best = before.best();
    if (settings.rules().patience() > 0 && tracking.sinceBest() == 0 && !Double.isNaN(heldOut)) {
      best = measured;
      memory.put(NetworkState.best(model), weights);
    }
    return new NetworkState(tracking, measured, best);
  }

  /** The weighted mean over segments. */
  private static double[] mean(
      State state, NetworkModel model, Totals totals, int from, int count) {
    double weight = totals.scalars()[model.weight()];
    if (weight == 0) {
      throw new InvalidSettingsException(
          List.of(
              "Model "
                  + model.index()
                  + " has no sample to train on: all are held out, or without label or weight"));
    }
    double[] mean = Arrays.copyOfRange(totals.vectors(), from, from + count);
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= weight;
      if (!Double.isFinite(mean[i])) {
        throw new DivergedException(
            "Iteration "
                + (state.iteration() + 1)
                + ", model "
                + model.index()
                + (model.label().isEmpty() ? "" : " (" + model.label() + ")")
                + ": parameter "
                + i
                + " is "
                + mean[i]
                + "; a smaller --learning-rate may help");
      }
    }
    return mean;
  }

  private Measured measured(
      NetworkModel model, Totals totals, MetricsReader reader, double[] weights) {
    OutputLoss output = settings.output();
    double squares = 0;
    int at = 0;
    for (int l = 0; l < settings.topology().layers(); l++) {
      int out = settings.topology().outputs(l);
      int end = at + settings.topology().inputs(l) * out;
      for (; at < end; at++) {
        squares += weights[at] * weights[at];
      }
      at += out;
    }
    double loss = totals.scalars()[model.loss()] / totals.scalars()[model.weight()];
    return new Measured(
        loss + 0.5 * model.l2() * squares * output.unit(),
        reader.read(output.metrics(), model.trainMetrics(), model.trainTable()),
        reader.read(
            output.metrics(), model.heldOutMetrics(output.metrics()), model.heldOutTable()));
  }

  @Override
  public Progress progress(State state) {
    return new Progress(
        state.iteration(),
        settings.models().stream().map(model -> NetworkState.of(state, model).progress()).toList());
  }

  /** Those with the best held-out metric where they were kept, else the last ones. */
  @Override
  public List<TrainedModel> models(State state) {
    SortedMap<String, double[]> memory = state.memoryArrays();
    List<TrainedModel> models = new ArrayList<>();
    for (NetworkModel model : settings.models()) {
      double[] best = memory.get(NetworkState.best(model));
      double[] running = state.parameter(NetworkState.weights(model));
      double[] last = running == null ? memory.get(NetworkState.weights(model)) : running;
      models.add(NetworkModels.publish(settings, best != null ? best : last));
    }
    return models;
  }
}
