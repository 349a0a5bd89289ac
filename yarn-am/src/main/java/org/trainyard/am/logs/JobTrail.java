package org.trainyard.am.logs;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapred.JobID;
import org.apache.hadoop.mapreduce.Cluster;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobStatus;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.TaskCompletionEvent;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.mapreduce.v2.LogParams;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a MapReduce job, or the JobHistory server for it, tells of its failed tasks. Their time is
 * that of the job's start and, in ms behind it, the number of the event: the order is right, the
 * moment is not known.
 */
public final class JobTrail implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(JobTrail.class);

  /** Events are asked for in pieces of so many. */
  private static final int PIECE = 1000;

  /** One of many failed tasks says what all say. */
  private static final int MOST = 20;

  private final Cluster cluster;

  /** On the cluster of a configuration. */
  public JobTrail(Configuration conf) throws IOException {
    this.cluster = new Cluster(conf);
  }

  /** The failed attempts at the tasks of a job; none if nobody remembers the job. */
  public List<Suspect> suspects(ApplicationReport application)
      throws IOException, InterruptedException {
    JobID id =
        new JobID(
            Long.toString(application.getApplicationId().getClusterTimestamp()),
            application.getApplicationId().getId());
    Job job = cluster.getJob(id);
    List<Suspect> suspects = new ArrayList<>();
    if (job == null) {
      return suspects;
    }
    boolean fatal = job.getStatus().getState() == JobStatus.State.FAILED;
    for (TaskCompletionEvent event : failures(job)) {
      suspects.add(suspect(application, job, event, fatal));
    }
    return suspects;
  }

  private static List<TaskCompletionEvent> failures(Job job)
      throws IOException, InterruptedException {
    List<TaskCompletionEvent> failures = new ArrayList<>();
    TaskCompletionEvent[] piece;
    int from = 0;
    do {
      piece = job.getTaskCompletionEvents(from, PIECE);
      for (TaskCompletionEvent event : piece) {
        boolean failed =
            event.getStatus() == TaskCompletionEvent.Status.FAILED
                || event.getStatus() == TaskCompletionEvent.Status.TIPFAILED;
        if (failed && failures.size() < MOST) {
          failures.add(event);
        }
      }
      from += piece.length;
    } while (piece.length == PIECE);
    return failures;
  }

  private Suspect suspect(
      ApplicationReport application, Job job, TaskCompletionEvent event, boolean fatal)
      throws IOException, InterruptedException {
    TaskAttemptID attempt = event.getTaskAttemptId();
    String kind = attempt.getTaskType() == TaskType.REDUCE ? "reduce" : "map";
    String container = null;
    String node = null;
    try {
      LogParams where = cluster.getLogParams(job.getJobID(), attempt);
      container = where.getContainerId();
      node = where.getNodeId();
    } catch (IOException e) {
      LOG.debug("Nobody knows where {} ran", attempt, e);
    }
    return new Suspect(
        fatal ? Suspect.Weight.FATAL : Suspect.Weight.SURVIVED,
        application.getStartTime() + event.getEventId(),
        "attempt "
            + (attempt.getId() + 1)
            + " at "
            + kind
            + " task "
            + attempt.getTaskID().getId()
            + " of job '"
            + application.getName()
            + "' failed",
        application.getApplicationId().toString(),
        container,
        node,
        String.join("\n", job.getTaskDiagnostics(attempt)));
  }

  @Override
  public void close() throws IOException {
    cluster.close();
  }
}
