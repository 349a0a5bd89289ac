package org.trainyard.mapreduce.engine;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobStatus;
import org.apache.hadoop.mapreduce.TaskReport;
import org.apache.hadoop.mapreduce.TaskType;
import org.trainyard.formats.event.RunEvent;

/**
 * Waits for a MapReduce job, tells its progress, ends it when the run is asked to stop, and finds
 * the first cause when it fails.
 */
public final class JobWatch {
  /** Knows whether what a job is for is there, whole, before the job says that it ended. */
  @FunctionalInterface
  public interface Result {
    /** Whether it is. */
    boolean isThere() throws IOException;
  }

  /** A question to the file system is cheaper than one to the job's master. */
  private static final long LOOK_MS = 25;

  /** A job that waits for less is not worth a word. */
  private static final long PATIENCE_MS = 3000;

  private static final int LOOKS_BETWEEN_QUESTIONS = 4;

  private final Job job;
  private final String what;
  private final StopSignal stop;
  private final RunListener listener;

  /** Of a submitted job; {@code what} it does begins the message of a failure. */
  public JobWatch(Job job, String what, StopSignal stop, RunListener listener) {
    this.job = job;
    this.what = what;
    this.stop = stop;
    this.listener = listener;
  }

  /** Waits for the end, good or bad. */
  public JobStatus awaitEnd() throws IOException, InterruptedException {
    return await(() -> false);
  }

  /** Waits for the end or the result, whichever comes first; the last status seen. */
  private JobStatus await(Result result) throws IOException, InterruptedException {
    JobStatus status = job.getStatus();
    Waiting waiting = new Waiting();
    while (!status.isJobComplete()) {
      waiting.look(status);
      Optional<String> asked = stop.asked();
      if (asked.isPresent()) {
        job.killJob();
        throw new StoppedException(asked.get());
      }
      listener.progress(0.8 * status.getMapProgress() + 0.2 * status.getReduceProgress());
      for (int look = 0; look < LOOKS_BETWEEN_QUESTIONS; look++) {
        Thread.sleep(LOOK_MS);
        if (result.isThere()) {
          return status;
        }
      }
      status = job.getStatus();
    }
    return status;
  }

  /** Waits for the end, which must be good. */
  public void awaitSuccess() throws IOException, InterruptedException {
    requireSuccess(awaitEnd());
  }

  /**
   * Waits for the result, which must come: a job's last seconds, in which its master writes the
   * history and takes its leave, are nothing to wait for.
   */
  public void awaitResult(Result result) throws IOException, InterruptedException {
    JobStatus status = await(result);
    if (status.isJobComplete()) {
      requireSuccess(status);
    }
  }

  /** Tells that a job waits for its first container, and when it waits no more. */
  private final class Waiting {
    private final long since = System.currentTimeMillis();
    private boolean told;

    void look(JobStatus status) {
      long now = System.currentTimeMillis();
      boolean waits = status.getState() == JobStatus.State.PREP;
      if (waits && !told && now - since > PATIENCE_MS) {
        told = true;
        String sentence = job.getJobID() + " waits for its first container";
        listener.event(new RunEvent.Waiting(now, status.getQueue(), 1, 1, 0, 0, sentence));
      } else if (!waits && told) {
        told = false;
        listener.event(new RunEvent.Waiting(now, status.getQueue(), 1, 0, 0, 1, null));
      }
    }
  }

  private void requireSuccess(JobStatus status)
      throws IterationFailedException, InterruptedException {
    if (status.getState() != JobStatus.State.SUCCEEDED) {
      throw new IterationFailedException(
          what
              + " failed: job "
              + job.getJobID()
              + " is "
              + status.getState()
              + ": "
              + firstCause(status));
    }
  }

  private String firstCause(JobStatus status) throws InterruptedException {
    try {
      for (TaskType type : new TaskType[] {TaskType.MAP, TaskType.REDUCE}) {
        for (TaskReport task : job.getTaskReports(type)) {
          for (String diagnostic : task.getDiagnostics()) {
            if (!diagnostic.isBlank()) {
              return task.getTaskID() + ": " + diagnostic.strip();
            }
          }
        }
      }
    } catch (IOException e) {
      // The tasks' reports are a courtesy of the history server; without them the job's own word
      // has to do.
      return status.getFailureInfo() + " (no task reports: " + e.getMessage() + ")";
    }
    return status.getFailureInfo();
  }
}
