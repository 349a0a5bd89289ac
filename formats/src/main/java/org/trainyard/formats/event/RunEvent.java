package org.trainyard.formats.event;

import java.util.List;
import java.util.SortedMap;

/**
 * What happens to a run. Immutable; {@link EventCodec} writes each as one line of JSON whose fields
 * are the components below. Absent texts are null, absent numbers NaN or null. Times are ms since
 * the epoch by the clock of the process that drives the run.
 */
public sealed interface RunEvent {
  /** When it happened, ms since the epoch. */
  long atMs();

  /** Whether there was something to go on with. */
  enum Begin {
    STARTED,
    RESUMED
  }

  /** What a run is about, in this order. */
  enum Phase {
    PACKING,
    TRAINING,
    PUBLISHING
  }

  /** Whether somebody should look. */
  enum Level {
    INFO,
    WARNING
  }

  /** Where a container came from. */
  enum Origin {
    /** It was asked for now. */
    ASKED,
    /** An earlier attempt left it, with its worker in it. */
    KEPT
  }

  /** How a container left. */
  enum Leaving {
    /** It was given back, or the run is over. */
    RETURNED,
    /** Preempted, or its node is gone: nobody's failure. */
    TAKEN,
    /** It said nothing any more, or nothing could be had from it. */
    LOST,
    /** Its process failed. */
    FAILED
  }

  /** What came of one attempt at one task. */
  enum Outcome {
    /** Its result counts. */
    DONE,
    /** Its result counts, and it took much longer than its size explains. */
    SLOW,
    /** Another attempt was first. */
    DROPPED,
    /** Its result was there and went with its worker: the task is done again. */
    LOST,
    /** It failed. */
    FAILED
  }

  /** What an alert is about; the rules are those of the package that raises them. */
  enum AlertKind {
    DIVERGING,
    STALLED,
    STRAGGLING,
    SKEWED
  }

  /** How a driving process ended. */
  enum End {
    /** The model is published. */
    FINISHED,
    /** A person or a limit stopped it before there was a model. */
    STOPPED,
    /** The run failed. */
    FAILED,
    /** This attempt ended, the next one may go on. */
    HANDED_OVER
  }

  /**
   * A process begins to drive the run.
   *
   * @param begin whether iterations or packed data were there already
   * @param attempt of the application, from 1; 0 where no cluster is involved
   * @param application id, or null
   * @param engine that was asked for
   * @param host where the process runs
   * @param user who runs it
   * @param codeVersion of the build
   * @param iterations that were finished before
   * @param log link to the process's log, or null
   */
  record AttemptBegan(
      long atMs,
      Begin begin,
      int attempt,
      String application,
      String engine,
      String host,
      String user,
      String codeVersion,
      int iterations,
      String log)
      implements RunEvent {}

  /** A phase begins, with a sentence for people. */
  record PhaseBegan(long atMs, Phase phase, String sentence) implements RunEvent {}

  /** A sentence for people. */
  record Said(long atMs, Level level, String sentence) implements RunEvent {}

  /**
   * The data are packed: what is trained on what.
   *
   * @param algorithm its name
   * @param trainingRows samples to train on
   * @param validationRows samples held out
   * @param features columns after encoding
   * @param bytes of the packed datasets
   * @param models labels of the K models in order: hyper-parameters and fold in words; one empty
   *     text when there is one model only
   */
  record ProblemKnown(
      long atMs,
      String algorithm,
      long trainingRows,
      long validationRows,
      long features,
      long bytes,
      List<String> models)
      implements RunEvent {}

  /**
   * What the run waits for changed.
   *
   * @param queue of the application, or null
   * @param wanted containers that would be of use
   * @param asked containers asked for and not granted yet
   * @param starting granted, their worker has not said hello yet
   * @param working with a worker at work
   * @param sentence the reason in words; null when nothing is waited for any more
   */
  record Waiting(
      long atMs, String queue, int wanted, int asked, int starting, int working, String sentence)
      implements RunEvent {}

  /**
   * A container is ours.
   *
   * @param container its id
   * @param node its host
   * @param origin asked for, or left by an earlier attempt
   * @param memoryMb MiB
   * @param cores virtual cores
   * @param log link to its log, or null
   */
  record ContainerGranted(
      long atMs, String container, String node, Origin origin, long memoryMb, int cores, String log)
      implements RunEvent {}

  /**
   * A worker said hello.
   *
   * @param worker id of its container, or a thread's name
   * @param node its host
   * @param cores computing threads
   * @param splitsHeld splits that it holds already
   */
  record WorkerCame(long atMs, String worker, String node, int cores, int splitsHeld)
      implements RunEvent {}

  /**
   * A container, and the worker in it, is gone.
   *
   * @param container its id
   * @param node its host
   * @param how it left
   * @param why in words
   */
  record ContainerLeft(long atMs, String container, String node, Leaving how, String why)
      implements RunEvent {}

  /**
   * A MapReduce job is submitted, or one of an earlier attempt is awaited.
   *
   * @param iteration that it carries out; 0 for packing
   * @param job its id
   * @param link to its page, or null
   */
  record JobSubmitted(long atMs, int iteration, String job, String link) implements RunEvent {}

  /**
   * Workers packed the input; of one process alone, or of a job, there is no such event.
   *
   * @param seconds wall time
   * @param rows samples
   * @param time waiting, start, and the rest as compute
   * @param workers what each of them packed
   */
  record PackingEnded(
      long atMs, String engine, double seconds, long rows, TimeSplit time, List<WorkerSum> workers)
      implements RunEvent {}

  /**
   * One attempt at mapping one split, or at packing one piece of the input, ended.
   *
   * @param iteration it belongs to; 0 for packing
   * @param split its number, from 0
   * @param worker container, task attempt or thread that did it
   * @param node host, or null
   * @param startedMs ms since the epoch
   * @param readMs ms of reading and decoding
   * @param computeMs ms of arithmetic, and of whatever is not reading
   * @param rows samples visited
   * @param loss mean loss of these, as {@link SplitSum} has it; NaN if unknown
   * @param outcome what came of it
   * @param why in words, or null
   * @param device what its process computed where since it was last told; null if no device was
   *     asked for
   */
  record TaskEnded(
      long atMs,
      int iteration,
      int split,
      String worker,
      String node,
      long startedMs,
      long readMs,
      long computeMs,
      long rows,
      Double loss,
      Outcome outcome,
      String why,
      DeviceUse device)
      implements RunEvent {
    /** Logs of earlier builds do not tell the loss: then it is unknown. */
    public TaskEnded {
      loss = loss == null ? Double.NaN : loss;
    }
  }

  /**
   * An iteration is finished.
   *
   * @param iteration number of iterations behind the state
   * @param engine who carried it out
   * @param because why that one, or null
   * @param startedMs ms since the epoch
   * @param seconds wall time
   * @param time where they went
   * @param rows samples read
   * @param tasks map tasks, attempts that counted
   * @param job the MapReduce job that carried it out, or null
   * @param expectedIterations of the whole run, or null
   */
  record IterationEnded(
      long atMs,
      int iteration,
      String engine,
      String because,
      long startedMs,
      double seconds,
      TimeSplit time,
      long rows,
      int tasks,
      String job,
      Integer expectedIterations)
      implements RunEvent {}

  /**
   * What the models say after an iteration: one value for each of the K models in each list.
   *
   * @param iteration the number of the state
   * @param objective what is minimised, penalties included
   * @param gradientNorm of the objective; NaN where there is none
   * @param train metrics over the training samples by name; NaN where a model has none
   * @param validation metrics over held-out samples by name
   * @param stops name of the reason why a model is no longer trained; null while it is
   */
  record ModelsMeasured(
      long atMs,
      int iteration,
      List<Double> objective,
      List<Double> gradientNorm,
      SortedMap<String, List<Double>> train,
      SortedMap<String, List<Double>> validation,
      List<String> stops)
      implements RunEvent {}

  /**
   * What splits and workers came to since this attempt began: sums, so that the last of these
   * events of an attempt says all.
   *
   * @param iteration up to which
   */
  record Summed(long atMs, int iteration, List<SplitSum> splits, List<WorkerSum> workers)
      implements RunEvent {}

  /**
   * Somebody should look.
   *
   * @param kind which rule
   * @param iteration at which
   * @param subject model, split or worker that it is about
   * @param sentence what was seen, and which threshold it is beyond
   */
  record AlertRaised(long atMs, AlertKind kind, int iteration, String subject, String sentence)
      implements RunEvent {}

  /**
   * The process that drives the run ends.
   *
   * @param end how
   * @param reason name of the stop reason, or of the kind of failure
   * @param sentence the first cause in one line
   * @param iterations finished in all
   */
  record AttemptEnded(long atMs, End end, String reason, String sentence, int iterations)
      implements RunEvent {}

  /**
   * Where the seconds of an iteration went; they add up to its wall time.
   *
   * @param waiting for a first container
   * @param start processes and jobs start
   * @param read the map phase's share of reading and decoding
   * @param compute the map phase's share of arithmetic
   * @param shuffle from the last mapped split until the sums are there
   * @param step the optimiser's step, and the state written
   */
  record TimeSplit(
      double waiting, double start, double read, double compute, double shuffle, double step) {
    /** Nothing is known but the whole. */
    public static TimeSplit unknown() {
      return new TimeSplit(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    /** Whether anything is known. */
    public boolean known() {
      return !Double.isNaN(waiting);
    }
  }

  /**
   * One split.
   *
   * @param split its number, from 0
   * @param attempts that counted: iterations in which it was mapped
   * @param others attempts that failed, were slow, or were dropped
   * @param rows samples of the split
   * @param readMs ms of reading in all
   * @param computeMs ms of arithmetic in all
   * @param worstMs ms of its longest attempt
   * @param node where it was mapped last, or null
   * @param loss mean loss of its training rows for a unit of weight, without penalties, and over
   *     the models that are trained, at the last iteration that measured it; NaN if none did
   */
  record SplitSum(
      int split,
      int attempts,
      int others,
      long rows,
      long readMs,
      long computeMs,
      long worstMs,
      String node,
      double loss) {}

  /**
   * One worker.
   *
   * @param worker container, node of a job's tasks, or thread
   * @param node its host, or null
   * @param attempts that counted
   * @param others attempts that failed, were slow, or were dropped
   * @param rows samples visited in all
   * @param readMs ms of reading in all
   * @param computeMs ms of arithmetic in all
   * @param device what was computed where; null if no device was asked for
   */
  record WorkerSum(
      String worker,
      String node,
      int attempts,
      int others,
      long rows,
      long readMs,
      long computeMs,
      DeviceUse device) {}
}
