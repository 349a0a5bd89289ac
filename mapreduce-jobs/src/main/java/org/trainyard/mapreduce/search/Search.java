package org.trainyard.mapreduce.search;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.partial.PartialShape;
import org.trainyard.formats.partial.Totals;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.algorithm.Accumulator;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.algorithm.DivergedException;
import org.trainyard.mapreduce.algorithm.LossSum;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.Progress;
import org.trainyard.mapreduce.algorithm.StopReason;
import org.trainyard.mapreduce.algorithm.TrainedModel;
import org.trainyard.mapreduce.kernel.Kernels;

/**
 * An algorithm whose models compete: after each step of the algorithm it stops the models that have
 * lost, and all of them when the budget is spent. A pure function of the state like any algorithm.
 */
public final class Search implements Algorithm {
  private final Algorithm algorithm;
  private final List<ModelSpec> models;
  private final SearchSettings settings;
  private final int configurations;

  /**
   * Of the models of a run.
   *
   * @param algorithm that trains them
   * @param models its models
   * @throws org.trainyard.formats.config.InvalidSettingsException if a value is out of range
   */
  public Search(Algorithm algorithm, List<ModelSpec> models, KeySource settings) {
    this.algorithm = algorithm;
    this.models = models;
    this.settings = SearchSettings.of(settings);
    this.configurations = 1 + models.get(models.size() - 1).configuration();
  }

  @Override
  public State initial() {
    State initial = algorithm.initial();
    return Course.of(initial, models).into(initial);
  }

  @Override
  public State next(State state, Totals totals) {
    Course course = Course.of(state, models).scanned(algorithm.progress(state));
    State next = algorithm.next(state, totals);
    Progress progress = algorithm.progress(next);
    Set<Integer> leaving = diverged(course, progress, next.iteration());
    if (settings.halving() != null && settings.halving().isRung(next.iteration())) {
      leaving.addAll(worst(course, progress));
    }
    Map<Integer, StopReason> stops = new TreeMap<>();
    stop(progress, leaving::contains, StopReason.OUTDONE, stops);
    long running = running(progress) - stops.size();
    if (course.spent() + running > settings.budget()) {
      stop(progress, configuration -> true, StopReason.BUDGET, stops);
    }
    return course
        .without(leaving, next.iteration())
        .into(stops.isEmpty() ? next : algorithm.stopped(next, stops));
  }

  /** The configurations of which a model has just diverged: they leave at once. */
  private Set<Integer> diverged(Course course, Progress progress, int iteration) {
    Set<Integer> diverged = new TreeSet<>();
    for (ModelSpec model : models) {
      if (progress.models().get(model.index()).stop() == StopReason.DIVERGED) {
        diverged.add(model.configuration());
      }
    }
    if (diverged.size() == configurations) {
      throw new DivergedException(
          "Iteration "
              + iteration
              + ": every one of the "
              + configurations
              + " configurations has diverged; search other values");
    }
    diverged.removeIf(configuration -> !course.in(configuration));
    return diverged;
  }

  /** The configurations that leave at a rung; those that have stopped by themselves compete too. */
  private List<Integer> worst(Course course, Progress progress) {
    List<Selection.Candidate> in =
        Selection.candidates(models, progress, settings.metric()).stream()
            .filter(candidate -> course.in(candidate.model().configuration()))
            .toList();
    return Selection.ranked(in, settings.metric()).stream()
        .skip(settings.halving().stay(in.size()))
        .map(candidate -> candidate.model().configuration())
        .toList();
  }

  private void stop(
      Progress progress,
      IntPredicate configuration,
      StopReason reason,
      Map<Integer, StopReason> stops) {
    for (ModelSpec model : models) {
      if (configuration.test(model.configuration())
          && progress.models().get(model.index()).stop() == null) {
        stops.putIfAbsent(model.index(), reason);
      }
    }
  }

  private static long running(Progress progress) {
    return progress.models().stream().filter(model -> model.stop() == null).count();
  }

  @Override
  public State stopped(State state, Map<Integer, StopReason> reasons) {
    return Course.of(state, models).into(algorithm.stopped(state, reasons));
  }

  @Override
  public PartialShape shape(State state) {
    return algorithm.shape(state);
  }

  @Override
  public int blocksInSegment() {
    return algorithm.blocksInSegment();
  }

  @Override
  public Accumulator accumulator(State state, Kernels kernels) {
    return algorithm.accumulator(state, kernels);
  }

  @Override
  public List<LossSum> losses(State state) {
    return algorithm.losses(state);
  }

  @Override
  public Progress progress(State state) {
    return algorithm.progress(state);
  }

  @Override
  public StopReason atIterationLimit() {
    return algorithm.atIterationLimit();
  }

  @Override
  public List<TrainedModel> models(State state) {
    return algorithm.models(state);
  }
}
