package org.trainyard.am.facts;

import java.util.List;
import java.util.SortedMap;
import org.trainyard.formats.event.DeviceUse;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.formats.run.RunDocument;

/**
 * All that is known of a run at one moment: what every face shows. Immutable. Times are ms since
 * the epoch, 0 where they are unknown; numbers that are unknown are NaN; absent texts are null.
 *
 * @param head what run this is and how it stands
 * @param models one for each of the K models, in order
 * @param iterations the finished ones, in order, all of them
 * @param workers containers, or threads, in the order in which they came
 * @param splits what the splits came to, as {@link Outliers} judges them
 * @param tasks attempts at splits that were not as usual, and the latest others
 * @param settings every key that has a value, with where it came from
 * @param attempts processes that drove the run, in order
 * @param alerts in order
 * @param warnings other sentences that somebody should read, in order
 * @param events the latest ones that people read, in order
 */
public record RunFacts(
    Head head,
    List<Model> models,
    List<Iteration> iterations,
    List<Worker> workers,
    List<RunEvent.SplitSum> splits,
    List<RunEvent.TaskEnded> tasks,
    SortedMap<String, RunDocument.Setting> settings,
    List<Attempt> attempts,
    List<RunEvent.AlertRaised> alerts,
    List<RunEvent.Said> warnings,
    List<RunEvent> events) {

  /** What was computed where in this attempt, by all workers; null if no device was asked for. */
  public DeviceUse device() {
    return workers.stream()
        .filter(worker -> worker.sum() != null)
        .map(worker -> worker.sum().device())
        .reduce(null, RunFacts::both);
  }

  /** The name of a device wins over that of none. */
  private static DeviceUse both(DeviceUse one, DeviceUse other) {
    boolean named = one != null && one.rows() > 0 && (other == null || other.rows() == 0);
    return named ? DeviceUse.sum(other, one) : DeviceUse.sum(one, other);
  }

  /** How a run stands. */
  public enum State {
    /** Nobody was heard of who drives it. */
    IDLE,
    PACKING,
    /** It would train if it had a container. */
    WAITING,
    TRAINING,
    PUBLISHING,
    /** The model is published. */
    FINISHED,
    /** A person or a limit stopped it; the same command goes on. */
    STOPPED,
    FAILED,
    /** An attempt ended, another one may go on. */
    INTERRUPTED;

    /** Whether nothing happens any more. */
    public boolean over() {
      return this == FINISHED || this == STOPPED || this == FAILED;
    }
  }

  /**
   * What run this is and how it stands.
   *
   * @param path of its folder
   * @param runId its identity
   * @param name for people
   * @param user who created it
   * @param createdMs when
   * @param codeVersion of the build that created it
   * @param inputs paths of the raw data
   * @param algorithm its name
   * @param problem what is trained on what; null before the data are packed, or in an older run
   * @param packings what workers packed, the training data first; empty where others did
   * @param queue of the application
   * @param engineAsked engine that was asked for
   * @param engine that carried out the last iteration
   * @param because why that one
   * @param application YARN's id of the last attempt
   * @param state how it stands
   * @param sinceMs since when it stands like that
   * @param sentence what it does, or why it ended, in words
   * @param waiting what it waits for, or null
   * @param stop name of the reason why it ended
   * @param metric name of the metric that chooses the best model
   * @param largerIsBetter of that metric
   * @param iteration finished iterations
   * @param mostIterations that there can be
   * @param expectedIterations that the run itself expects, or null
   * @param fraction of the running iteration that is done, from 0 to 1
   * @param progress of the whole run, from 0 to 1
   * @param secondsSpent in finished iterations
   * @param secondsLeft NaN if nobody knows
   * @param leftIsExpected whether that is an expectation, or only an upper bound
   * @param heardMs when anything was heard last
   * @param nowMs the moment of all this
   */
  public record Head(
      String path,
      String runId,
      String name,
      String user,
      long createdMs,
      String codeVersion,
      String inputs,
      String algorithm,
      RunEvent.ProblemKnown problem,
      List<RunEvent.PackingEnded> packings,
      String queue,
      String engineAsked,
      String engine,
      String because,
      String application,
      State state,
      long sinceMs,
      String sentence,
      RunEvent.Waiting waiting,
      String stop,
      String metric,
      boolean largerIsBetter,
      int iteration,
      long mostIterations,
      Integer expectedIterations,
      double fraction,
      double progress,
      double secondsSpent,
      double secondsLeft,
      boolean leftIsExpected,
      long heardMs,
      long nowMs) {}

  /**
   * One of the K models.
   *
   * @param index from 0
   * @param label its hyper-parameters and fold in words; empty when there is one model only
   * @param stop name of the reason why it is no longer trained, or null
   * @param objective what is minimised, penalties included
   * @param gradientNorm of the objective
   * @param train metrics over the training samples by name
   * @param validation metrics over held-out samples by name
   */
  public record Model(
      int index,
      String label,
      String stop,
      Curve objective,
      Curve gradientNorm,
      SortedMap<String, Curve> train,
      SortedMap<String, Curve> validation) {}

  /**
   * A finished iteration.
   *
   * @param iteration its number, from 1
   * @param engine who carried it out
   * @param because why that one
   * @param startedMs when it began
   * @param seconds wall time
   * @param time where they went; unknown in an older run
   * @param rows samples read
   * @param tasks map tasks
   * @param job the MapReduce job, or null
   * @param objective the least of all models
   */
  public record Iteration(
      int iteration,
      String engine,
      String because,
      long startedMs,
      double seconds,
      RunEvent.TimeSplit time,
      long rows,
      int tasks,
      String job,
      double objective) {}

  /** Where a worker stands. */
  public enum Presence {
    /** Its container is ours, it has not said hello. */
    STARTING,
    WORKING,
    GONE
  }

  /**
   * A container and the worker in it, a thread, or a node of a job's tasks.
   *
   * @param worker its id
   * @param node its host
   * @param presence where it stands
   * @param grantedMs when its container was granted
   * @param cameMs when it said hello
   * @param leftMs when it left
   * @param how it left, or null
   * @param why it left, in words
   * @param memoryMb of its container
   * @param cores it computes on
   * @param log link to its log
   * @param sum what it came to, or null
   */
  public record Worker(
      String worker,
      String node,
      Presence presence,
      long grantedMs,
      long cameMs,
      long leftMs,
      RunEvent.Leaving how,
      String why,
      long memoryMb,
      int cores,
      String log,
      RunEvent.WorkerSum sum) {}

  /** A process that drove the run: how it began, and how it ended, or null while it has not. */
  public record Attempt(RunEvent.AttemptBegan began, RunEvent.AttemptEnded ended) {}
}
