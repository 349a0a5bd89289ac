package org.trainyard.am.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.trainyard.am.config.YarnKeys;
import org.trainyard.am.view.Eta;
import org.trainyard.formats.config.DataKeys;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.formats.run.IterationDocument;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.metric.Metric;
import org.trainyard.mapreduce.problem.RunProblem;

/**
 * Folds what happens to a run into {@link RunFacts}. Hearing an event costs O(1), or as much as the
 * event is long; a snapshot costs as much as there are models and workers, whatever the number of
 * iterations. One thread; {@link LiveFacts} is for several.
 */
public final class FactsLedger {
  /** So many of the latest attempts at splits are kept, and so many of the events. */
  static final int RECENT = 1000;

  private final String path;
  private final RunDocument run;
  private final KeySource settings;
  private final Eta eta;
  private final List<ModelLedger> models = new ArrayList<>();
  private final AppendOnly<RunFacts.Iteration> iterations = new AppendOnly<>();
  private final WorkerLedger workers = new WorkerLedger();
  private final AppendOnly<RunEvent.TaskEnded> tasks = new AppendOnly<>();
  private final AppendOnly<RunEvent> events = new AppendOnly<>();
  private final AppendOnly<RunEvent.AlertRaised> alerts = new AppendOnly<>();
  private final AppendOnly<RunEvent.Said> warnings = new AppendOnly<>();
  private final List<RunFacts.Attempt> attempts = new ArrayList<>();
  private final Standing standing;
  private List<RunEvent.SplitSum> splits = List.of();
  private RunEvent.ProblemKnown problem;
  private Integer expected;
  private double seconds;
  private final List<RunEvent.PackingEnded> packings = new ArrayList<>();
  private double fraction;
  private int measured;
  private double objective = Double.NaN;

  /**
   * Of a run that nothing is known of but what was asked for.
   *
   * @param path of its folder, for people
   */
  public FactsLedger(String path, RunDocument run) {
    this.path = path;
    this.run = run;
    this.settings = RunProblem.settings(run);
    this.eta =
        new Eta(TrainingKeys.MAX_ITERATIONS.get(settings), TrainingKeys.TIME_LIMIT.get(settings));
    this.standing = new Standing(run.createdMs());
  }

  /** Something happened. */
  public void hear(RunEvent event) {
    standing.hear(event);
    if (event instanceof RunEvent.IterationEnded ended) {
      iteration(ended);
    } else if (event instanceof RunEvent.ModelsMeasured found) {
      measured(found);
    } else if (event instanceof RunEvent.Summed sums) {
      splits = sums.splits();
      sums.workers().forEach(workers::summed);
    } else if (event instanceof RunEvent.TaskEnded task) {
      tasks.add(task);
      tasks.bound(RECENT);
    } else {
      seldom(event);
      events.add(event);
      events.bound(RECENT);
    }
  }

  private void seldom(RunEvent event) {
    if (event instanceof RunEvent.AttemptBegan began) {
      attempts.add(new RunFacts.Attempt(began, null));
      fraction = 0;
    } else if (event instanceof RunEvent.AttemptEnded ended) {
      if (!attempts.isEmpty()) {
        int last = attempts.size() - 1;
        attempts.set(last, new RunFacts.Attempt(attempts.get(last).began(), ended));
      }
      if (ended.end() != RunEvent.End.HANDED_OVER) {
        workers.ended(ended.atMs(), RunEvent.Leaving.RETURNED, "the run is over");
      }
    } else if (event instanceof RunEvent.ProblemKnown known) {
      problem = known;
      for (int m = 0; m < known.models().size(); m++) {
        model(m).label(known.models().get(m));
      }
    } else if (event instanceof RunEvent.PackingEnded packed) {
      packings.add(packed);
    } else if (event instanceof RunEvent.ContainerGranted granted) {
      workers.granted(granted);
    } else if (event instanceof RunEvent.WorkerCame came) {
      workers.came(came);
    } else if (event instanceof RunEvent.ContainerLeft left) {
      workers.left(left);
    } else if (event instanceof RunEvent.AlertRaised alert) {
      alerts.add(alert);
    } else if (event instanceof RunEvent.Said said && said.level() == RunEvent.Level.WARNING) {
      warnings.add(said);
    }
  }

  /** An iteration of a run whose log does not tell of it: one of an older build, or lost. */
  public void hear(IterationDocument document) {
    long at = document.startedMs() + Math.round(1000 * document.seconds());
    if (document.iteration() <= last()) {
      return;
    }
    double least = Double.NaN;
    for (int m = 0; m < document.models().size(); m++) {
      IterationDocument.Model model = document.models().get(m);
      ModelLedger ledger = model(m);
      ledger.label(model.label());
      ledger.stop(model.stop());
      ledger.add(document.iteration(), model.objective(), model.gradientNorm());
      model.train().forEach((name, value) -> ledger.train(document.iteration(), name, value));
      model
          .validation()
          .forEach((name, value) -> ledger.validation(document.iteration(), name, value));
      least = least(least, model.objective());
    }
    measured = document.iteration();
    objective = least;
    hear(
        new RunEvent.IterationEnded(
            at,
            document.iteration(),
            document.engine(),
            document.because(),
            document.startedMs(),
            document.seconds(),
            RunEvent.TimeSplit.unknown(),
            document.rows(),
            0,
            document.job(),
            document.expectedIterations()));
  }

  /** A fraction of the running iteration is done, from 0 to 1. */
  public void progress(double done) {
    fraction = done >= 0 && done <= 1 ? done : 0;
  }

  /** Number of the last iteration that was heard of; 0 before the first. */
  public int last() {
    return iterations.size() == 0 ? 0 : iterations.view().get(iterations.size() - 1).iteration();
  }

  /** Whether anybody was heard of who drove the run. */
  public boolean driven() {
    return !attempts.isEmpty();
  }

  private void iteration(RunEvent.IterationEnded ended) {
    if (ended.iteration() <= last()) {
      return;
    }
    expected = ended.expectedIterations();
    seconds += ended.seconds();
    eta.finished(ended.iteration(), ended.startedMs(), ended.seconds(), expected);
    fraction = 0;
    iterations.add(
        new RunFacts.Iteration(
            ended.iteration(),
            ended.engine(),
            ended.because(),
            ended.startedMs(),
            ended.seconds(),
            ended.time(),
            ended.rows(),
            ended.tasks(),
            ended.job(),
            measured == ended.iteration() ? objective : Double.NaN));
  }

  private void measured(RunEvent.ModelsMeasured found) {
    int k = found.iteration();
    double least = Double.NaN;
    for (int m = 0; m < found.objective().size(); m++) {
      ModelLedger model = model(m);
      model.add(k, found.objective().get(m), found.gradientNorm().get(m));
      least = least(least, found.objective().get(m));
      if (m < found.stops().size()) {
        model.stop(found.stops().get(m));
      }
    }
    measured = k;
    objective = least;
    for (Map.Entry<String, List<Double>> metric : found.train().entrySet()) {
      for (int m = 0; m < metric.getValue().size(); m++) {
        model(m).train(k, metric.getKey(), metric.getValue().get(m));
      }
    }
    for (Map.Entry<String, List<Double>> metric : found.validation().entrySet()) {
      for (int m = 0; m < metric.getValue().size(); m++) {
        model(m).validation(k, metric.getKey(), metric.getValue().get(m));
      }
    }
  }

  private ModelLedger model(int index) {
    while (models.size() <= index) {
      models.add(new ModelLedger(models.size()));
    }
    return models.get(index);
  }

  private static double least(double a, double b) {
    return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.min(a, b);
  }

  /** All that is known now. */
  public RunFacts snapshot(long nowMs) {
    return new RunFacts(
        head(nowMs),
        models.stream().map(ModelLedger::facts).toList(),
        iterations.view(),
        workers.facts(),
        splits,
        tasks.view(),
        run.settings(),
        List.copyOf(attempts),
        alerts.view(),
        warnings.view(),
        events.view());
  }

  private RunFacts.Head head(long nowMs) {
    RunFacts.State state = standing.state();
    RunFacts.Iteration last =
        iterations.size() == 0 ? null : iterations.view().get(iterations.size() - 1);
    int done = last == null ? 0 : last.iteration();
    long most = TrainingKeys.MAX_ITERATIONS.get(settings);
    // What is packed is no part of an iteration.
    double running = state == RunFacts.State.PACKING ? 0 : fraction;
    double goal = Math.max(1, expected == null ? most : Math.max(expected, done));
    Metric metric = Metric.named(TrainingKeys.METRIC.get(settings)).orElse(Metric.LOSS);
    RunEvent.AttemptBegan began =
        attempts.isEmpty() ? null : attempts.get(attempts.size() - 1).began();
    return new RunFacts.Head(
        path,
        run.runId(),
        run.name(),
        run.createdBy(),
        run.createdMs(),
        run.codeVersion(),
        settings.get(DataKeys.INPUT_PATHS.name()),
        problem == null ? settings.get(TrainingKeys.ALGORITHM.name()) : problem.algorithm(),
        problem,
        List.copyOf(packings),
        standing.queue() == null ? settings.get(YarnKeys.QUEUE.name()) : standing.queue(),
        began == null ? settings.get(YarnKeys.ENGINE_NAME.name()) : began.engine(),
        last == null ? null : last.engine(),
        last == null ? null : last.because(),
        began == null ? null : began.application(),
        state,
        standing.sinceMs(),
        standing.sentence(),
        standing.waiting(),
        standing.stop(),
        metric.spelling(),
        metric.better(1, 0),
        done,
        most,
        expected,
        running,
        state == RunFacts.State.FINISHED ? 1 : Math.min(1, (done + running) / goal),
        seconds,
        state.over() ? 0 : eta.seconds().orElse(Double.NaN),
        eta.isExpectation(),
        standing.heardMs(),
        nowMs);
  }

  /** The run is finished, says its folder, whatever its log tells. */
  public void finished(String stop, String sentence) {
    standing.finished(stop, sentence);
  }
}
