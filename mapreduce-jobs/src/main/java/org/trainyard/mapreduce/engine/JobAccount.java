package org.trainyard.mapreduce.engine;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hadoop.mapred.TIPStatus;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobStatus;
import org.apache.hadoop.mapreduce.TaskCompletionEvent;
import org.apache.hadoop.mapreduce.TaskReport;
import org.apache.hadoop.mapreduce.TaskType;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.mapreduce.iteration.DeviceCounters;
import org.trainyard.mapreduce.iteration.IterationCounter;

/**
 * Where the time of a MapReduce job went, as its master, or the history server, tells of its tasks.
 * Only that: who cannot answer costs nothing but the answer.
 */
final class JobAccount implements Account {
  private static final int EVENTS = 1000;

  private final Job job;
  private final int k;
  private final long submittedMs;
  private final long endedMs;
  private final Consumer<MapWork> work;

  /**
   * Of the job of iteration {@code k}.
   *
   * @param submittedMs when it was about to be submitted
   * @param endedMs when its result was there
   * @param work hears what the map tasks took
   */
  JobAccount(Job job, int k, long submittedMs, long endedMs, Consumer<MapWork> work) {
    this.job = job;
    this.k = k;
    this.submittedMs = submittedMs;
    this.endedMs = endedMs;
    this.work = work;
  }

  @Override
  public Stages settle(RunListener listener) throws IOException, InterruptedException {
    Map<String, String> nodes = attempts(listener);
    long first = Long.MAX_VALUE;
    long last = 0;
    int tasks = 0;
    double elapsedMs = 0;
    double workMs = 0;
    for (TaskReport task : job.getTaskReports(TaskType.MAP)) {
      if (task.getCurrentStatus() == TIPStatus.COMPLETE) {
        first = Math.min(first, task.getStartTime());
        last = Math.max(last, task.getFinishTime());
        tasks++;
        elapsedMs += task.getFinishTime() - task.getStartTime();
        workMs += workMs(task);
        listener.event(done(task, nodes));
      }
    }
    if (last == 0) {
      return Stages.UNKNOWN;
    }
    JobStatus status = job.getStatus();
    double startMs = status.isUber() ? Double.NaN : Math.max(0, elapsedMs - workMs) / tasks;
    work.accept(new MapWork(tasks, workMs / 1000, startMs / 1000));
    // Before its master runs a job waits for a container like everybody else.
    long master = Math.max(submittedMs, Math.min(first, status.getStartTime()));
    return new Stages(
        seconds(submittedMs, master),
        seconds(master, first),
        seconds(first, last),
        seconds(last, endedMs));
  }

  private static long workMs(TaskReport task) {
    Counters counters = task.getTaskCounters();
    return counters.findCounter(IterationCounter.READ_MS).getValue()
        + counters.findCounter(IterationCounter.COMPUTE_MS).getValue();
  }

  private RunEvent done(TaskReport task, Map<String, String> nodes) {
    Counters counters = task.getTaskCounters();
    String attempt = String.valueOf(task.getSuccessfulTaskAttemptId());
    String node = nodes.get(attempt);
    return new RunEvent.TaskEnded(
        task.getFinishTime(),
        k,
        task.getTaskID().getId(),
        node == null ? "map tasks" : node,
        node,
        task.getStartTime(),
        counters.findCounter(IterationCounter.READ_MS).getValue(),
        counters.findCounter(IterationCounter.COMPUTE_MS).getValue(),
        counters.findCounter(IterationCounter.ROWS).getValue(),
        Double.longBitsToDouble(counters.findCounter(IterationCounter.MEAN_LOSS_BITS).getValue()),
        RunEvent.Outcome.DONE,
        null,
        DeviceCounters.read(counters));
  }

  /** Tells of the attempts at map tasks that failed; nodes by attempt. */
  private Map<String, String> attempts(RunListener listener)
      throws IOException, InterruptedException {
    Map<String, String> nodes = new HashMap<>();
    int from = 0;
    for (TaskCompletionEvent[] events = job.getTaskCompletionEvents(from, EVENTS);
        events != null && events.length > 0;
        events = job.getTaskCompletionEvents(from, EVENTS)) {
      for (TaskCompletionEvent event : events) {
        String node = host(event.getTaskTrackerHttp());
        nodes.put(event.getTaskAttemptId().toString(), node);
        TaskCompletionEvent.Status status = event.getStatus();
        if (event.isMapTask()
            && (status == TaskCompletionEvent.Status.FAILED
                || status == TaskCompletionEvent.Status.TIPFAILED
                || status == TaskCompletionEvent.Status.OBSOLETE)) {
          listener.event(failed(event, node));
        }
      }
      from += events.length;
    }
    return nodes;
  }

  private RunEvent failed(TaskCompletionEvent event, String node) {
    boolean lost = event.getStatus() == TaskCompletionEvent.Status.OBSOLETE;
    return new RunEvent.TaskEnded(
        endedMs,
        k,
        event.getTaskAttemptId().getTaskID().getId(),
        node == null ? event.getTaskAttemptId().toString() : node,
        node,
        Math.max(submittedMs, endedMs - event.getTaskRunTime()),
        0,
        event.getTaskRunTime(),
        0,
        Double.NaN,
        lost ? RunEvent.Outcome.LOST : RunEvent.Outcome.FAILED,
        event.getTaskAttemptId() + (lost ? " went with its node" : " failed"),
        null);
  }

  /**
   * The host of a node's page, or null. No URI: where a job's master ran the task, the port is -1.
   */
  static String host(String page) {
    if (page == null || page.isBlank()) {
      return null;
    }
    String authority = page.replaceFirst("^\\w+://", "").replaceFirst("/.*$", "");
    return authority.replaceFirst(":-?\\d+$", "");
  }

  private static double seconds(long fromMs, long toMs) {
    return Math.max(0, toMs - fromMs) / 1000.0;
  }
}
