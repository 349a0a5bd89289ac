package org.trainyard.mapreduce.record;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.formats.run.IterationDocument;
import org.trainyard.mapreduce.engine.Account;
import org.trainyard.mapreduce.engine.RunListener;

/**
 * Records a run: hears what its listener hears, makes events of it, and passes everything on.
 * Thread-safe; what takes time happens on a thread of its own.
 */
public final class RunRecorder implements RunListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunRecorder.class);

  /** An account that takes longer than this is not waited for. */
  private static final long ACCOUNT_SECONDS = 5;

  /** After so many that came to nothing in a row, none is asked any more. */
  private static final int MOST_SILENCES = 3;

  /** How long the end of a run may be held up. */
  private static final long FAREWELL_SECONDS = 8;

  private final RunListener next;
  private final Consumer<RunEvent> sink;
  private final Clock clock;
  private final Tally tally = new Tally();
  private final AlertRules rules;
  private final ScheduledExecutorService recorder;
  private final ExecutorService accounts;
  private int running;
  private int silences;
  private String lastSaid = "";

  /**
   * Begins.
   *
   * @param next hears everything, as it would without this
   * @param sink takes the events; must return at once
   */
  public RunRecorder(
      RunListener next, Consumer<RunEvent> sink, AlertSettings settings, Clock clock) {
    this.next = next;
    this.sink = sink;
    this.clock = clock;
    this.rules = new AlertRules(settings, clock.millis());
    this.recorder = Executors.newSingleThreadScheduledExecutor(task -> thread(task, "recorder"));
    this.accounts = Executors.newSingleThreadExecutor(task -> thread(task, "accounts"));
    // Made now, the threads belong to whom the run belongs to.
    recorder.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    accounts.execute(() -> {});
  }

  @Override
  public void phase(String sentence) {
    synchronized (this) {
      if (!sentence.equals(lastSaid)) {
        lastSaid = sentence;
        sink.accept(new RunEvent.Said(clock.millis(), RunEvent.Level.INFO, sentence));
      }
    }
    next.phase(sentence);
  }

  @Override
  public void iterationBegins(int k, long mostIterations) {
    synchronized (this) {
      running = k;
    }
    next.iterationBegins(k, mostIterations);
  }

  @Override
  public void progress(double fraction) {
    next.progress(fraction);
  }

  @Override
  public void iteration(IterationDocument finished) {
    next.iteration(finished);
  }

  @Override
  public void event(RunEvent event) {
    synchronized (this) {
      RunEvent told = event;
      if (event instanceof RunEvent.TaskEnded task) {
        // Pieces of the raw input say nothing of splits, nor of what a row takes.
        told = task.iteration() == 0 ? task : tally.add(task);
        rules.alive(clock.millis());
      } else if (event instanceof RunEvent.PhaseBegan phase) {
        lastSaid = phase.sentence();
        rules.alive(clock.millis());
      }
      sink.accept(told);
    }
    next.event(event);
  }

  @Override
  public void account(IterationDocument finished, Account account) {
    try {
      recorder.execute(() -> settle(finished, account));
    } catch (RejectedExecutionException e) {
      LOG.debug("Iteration {} ended after its record", finished.iteration());
    }
    next.account(finished, account);
  }

  /** The driving process ends. Waits for what is still being recorded, a little. */
  public void ended(RunEvent.AttemptEnded ended) {
    close();
    event(ended);
  }

  /** Records nothing more of iterations; waits for those that are done, a little. */
  @Override
  public void close() {
    recorder.shutdown();
    try {
      if (!recorder.awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
        LOG.info("Some of the last iterations are not in the event log");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    recorder.shutdownNow();
    accounts.shutdownNow();
  }

  private void tick() {
    synchronized (this) {
      rules.tick(clock.millis(), running).forEach(sink);
    }
  }

  private void settle(IterationDocument finished, Account account) {
    try {
      Account.Stages stages = stages(finished, account);
      synchronized (this) {
        record(finished, stages);
      }
    } catch (RuntimeException e) {
      LOG.warn("Iteration {} is not recorded", finished.iteration(), e);
    }
  }

  private Account.Stages stages(IterationDocument finished, Account account) {
    if (silences >= MOST_SILENCES) {
      return Account.Stages.UNKNOWN;
    }
    Future<Account.Stages> asked = accounts.submit(() -> account.settle(this));
    try {
      Account.Stages stages = asked.get(ACCOUNT_SECONDS, TimeUnit.SECONDS);
      silences = 0;
      return stages;
    } catch (TimeoutException | ExecutionException e) {
      silences++;
      asked.cancel(true);
      LOG.info("Nobody says where the time of iteration {} went: {}", finished.iteration(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Account.Stages.UNKNOWN;
  }

  private void record(IterationDocument finished, Account.Stages stages) {
    long now = clock.millis();
    int k = finished.iteration();
    rules.alive(now);
    Tally.Iteration done = tally.take(k);
    sink.accept(measured(now, finished));
    sink.accept(
        new RunEvent.IterationEnded(
            now,
            k,
            finished.engine(),
            finished.because(),
            finished.startedMs(),
            finished.seconds(),
            split(finished.seconds(), stages, done.all()),
            finished.rows(),
            done.all().tasks(),
            finished.job(),
            finished.expectedIterations()));
    if (done.all().tasks() > 0) {
      sink.accept(tally.summed(now, k));
    }
    List<RunEvent.AlertRaised> alerts = new ArrayList<>();
    for (int m = 0; m < finished.models().size(); m++) {
      IterationDocument.Model model = finished.models().get(m);
      if (model.stop() == null) {
        alerts.addAll(rules.objective(now, k, m, model.label(), model.objective()));
      }
    }
    alerts.addAll(rules.workers(now, k, done.workers()));
    alerts.addAll(rules.splits(now, k, done.splits()));
    alerts.forEach(
        alert -> {
          LOG.warn("{}: {}", alert.kind(), alert.sentence());
          sink.accept(alert);
        });
  }

  /** Divides the map stage as its tasks say; the parts add up to the whole. */
  static RunEvent.TimeSplit split(double seconds, Account.Stages stages, Tally.Work work) {
    if (!stages.known()) {
      return RunEvent.TimeSplit.unknown();
    }
    double share = work.totalMs() == 0 ? 0 : (double) work.readMs() / work.totalMs();
    double before = stages.waiting() + stages.start() + stages.map() + stages.shuffle();
    // Clocks of other machines may disagree with ours: then the parts are right and not the sum.
    double scale = before > seconds ? seconds / before : 1;
    return new RunEvent.TimeSplit(
        scale * stages.waiting(),
        scale * stages.start(),
        scale * share * stages.map(),
        scale * (1 - share) * stages.map(),
        scale * stages.shuffle(),
        Math.max(0, seconds - scale * before));
  }

  private static RunEvent.ModelsMeasured measured(long now, IterationDocument finished) {
    List<Double> objective = new ArrayList<>();
    List<Double> gradientNorm = new ArrayList<>();
    List<String> stops = new ArrayList<>();
    for (IterationDocument.Model model : finished.models()) {
      objective.add(model.objective());
      gradientNorm.add(model.gradientNorm());
      stops.add(model.stop());
    }
    return new RunEvent.ModelsMeasured(
        now,
        finished.iteration(),
        objective,
        gradientNorm,
        metrics(finished.models(), IterationDocument.Model::train),
        metrics(finished.models(), IterationDocument.Model::validation),
        stops);
  }

  private static SortedMap<String, List<Double>> metrics(
      List<IterationDocument.Model> models,
      Function<IterationDocument.Model, SortedMap<String, Double>> of) {
    SortedMap<String, List<Double>> metrics = new TreeMap<>();
    for (IterationDocument.Model model : models) {
      of.apply(model).keySet().forEach(name -> metrics.putIfAbsent(name, new ArrayList<>()));
    }
    metrics.forEach(
        (name, values) ->
            models.forEach(model -> values.add(of.apply(model).getOrDefault(name, Double.NaN))));
    return metrics;
  }

  private static Thread thread(Runnable task, String name) {
    Thread thread = new Thread(task, "trainyard-" + name);
    thread.setDaemon(true);
    return thread;
  }
}
