package org.trainyard.am.client;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.trainyard.am.cluster.ClusterLink;
import org.trainyard.am.cluster.RunTag;
import org.trainyard.formats.event.EventLogTail;
import org.trainyard.formats.run.IterationDocument;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.engine.RunListener;
import org.trainyard.mapreduce.problem.RunProblem;

/** Watches a run on the cluster until its application ends: tells each change once. */
public final class RunWatch {
  private static final EnumSet<YarnApplicationState> ENDED =
      EnumSet.of(
          YarnApplicationState.FINISHED, YarnApplicationState.FAILED, YarnApplicationState.KILLED);

  /** Waits between two looks; a test does not wait. */
  @FunctionalInterface
  public interface Pause {
    /** Returns after a while. */
    void pause() throws InterruptedException;
  }

  private final ClusterLink cluster;
  private final RunDirectory directory;
  private final RunDocument run;
  private final RunListener listener;
  private final Pause pause;
  private final EventLogTail events;
  private int told;
  private String lastPhase = "";

  /**
   * Of a run.
   *
   * @param toldBefore iterations that the listener knows already
   */
  public RunWatch(
      ClusterLink cluster,
      RunDirectory directory,
      RunDocument run,
      int toldBefore,
      RunListener listener,
      Pause pause)
      throws IOException {
    this.cluster = cluster;
    this.directory = directory;
    this.run = run;
    this.told = toldBefore;
    this.listener = listener;
    this.pause = pause;
    this.events = directory.events();
    // What happened before is not news.
    events.next();
  }

  /** Watches an application to its end; its last report. */
  public ApplicationReport untilEnd(ApplicationId id)
      throws IOException, YarnException, InterruptedException {
    while (true) {
      ApplicationReport report = cluster.report(id);
      boolean ended = ENDED.contains(report.getYarnApplicationState());
      if (!ended) {
        tellPhase(report);
      }
      tellIterations();
      events.next().forEach(listener::event);
      if (ended) {
        return report;
      }
      pause.pause();
    }
  }

  private void tellPhase(ApplicationReport report) throws IOException, YarnException {
    if (report.getYarnApplicationState() != YarnApplicationState.RUNNING) {
      phase(waiting(report));
    } else {
      listener.progress(ofIteration(report.getProgress()));
      phase(working(report));
    }
  }

  /** The fraction of the running iteration, out of that of the most iterations there can be. */
  private double ofIteration(double progress) {
    long most = TrainingKeys.MAX_ITERATIONS.get(RunProblem.settings(run));
    return Math.max(0, Math.min(1, progress * most - told));
  }

  private static String waiting(ApplicationReport report) {
    String why = report.getDiagnostics() == null ? "" : report.getDiagnostics().strip();
    String first = firstSentences(why.lines().findFirst().orElse(""));
    return "waiting for a container in queue "
        + report.getQueue()
        + (first.isEmpty() ? "" : ": " + first);
  }

  /** Without the time before them and the scheduler's table of figures behind them. */
  static String firstSentences(String diagnostics) {
    return diagnostics
        .replaceFirst("^\\[[^\\]]*\\]\\s*", "")
        .replaceFirst("\\s+(Last Node which|Details :).*$", "");
  }

  /**
   * Before the first iteration, which speaks for itself, the job that runs; between two jobs still
   * the last.
   */
  private String working(ApplicationReport report) throws IOException, YarnException {
    int number = report.getCurrentApplicationAttemptId().getAttemptId();
    String attempt = "running, attempt " + number;
    if (told > 0) {
      return number == 1 ? "iteration " + (told + 1) : attempt;
    }
    return cluster.live(RunTag.JOB_TYPE, RunTag.of(run.runId())).stream()
        .findFirst()
        .map(job -> job.getName() + " (" + job.getApplicationId() + ")")
        .orElse(lastPhase.contains(" · ") ? lastPhase : attempt);
  }

  private void phase(String phase) {
    if (!phase.equals(lastPhase)) {
      lastPhase = phase;
      listener.phase(phase);
    }
  }

  private void tellIterations() throws IOException {
    Optional<IterationDocument> next = directory.iteration(told + 1);
    while (next.isPresent()) {
      told++;
      listener.iteration(next.get());
      next = directory.iteration(told + 1);
    }
  }
}
