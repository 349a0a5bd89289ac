package org.trainyard.mapreduce.engine;

import java.io.IOException;
import java.security.PrivilegedExceptionAction;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.hadoop.security.UserGroupInformation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.mapreduce.iteration.HeldJob;

/**
 * The job of the next iteration, got ready on a thread of its own while the one before still runs:
 * submitted when that one's result is there, or given up without a trace. Belongs to the run's
 * thread.
 */
final class NextJob {
  private static final Logger LOG = LoggerFactory.getLogger(NextJob.class);

  private final int iteration;
  private final HeldJob job;
  private final FutureTask<Void> submission;

  /** Begins to get ready the job of {@code iteration}. */
  NextJob(int iteration, HeldJob job, StagedNote note) throws IOException {
    this.iteration = iteration;
    this.job = job;
    job.hold(staging -> note.write(iteration, staging));
    UserGroupInformation user = UserGroupInformation.getCurrentUser();
    submission =
        new FutureTask<>(() -> user.doAs((PrivilegedExceptionAction<Void>) () -> getReady(note)));
    Thread thread = new Thread(submission, "trainyard-next-job");
    thread.setDaemon(true);
    thread.start();
  }

  private Void getReady(StagedNote note) throws IOException, InterruptedException {
    try {
      ChainedRunner.submit(job, iteration);
    } finally {
      job.ended();
      note.clear();
    }
    return null;
  }

  /** The job, if it is that of {@code wanted} and is held; what it is made of may be changed. */
  HeldJob held(int wanted) throws InterruptedException {
    return wanted == iteration && job.awaitReady() ? job : null;
  }

  /** Lets the submission go on, to its end. */
  void submit() throws IOException, InterruptedException {
    job.release();
    try {
      submission.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IterationFailedException("Cannot submit iteration " + iteration, e.getCause());
    }
  }

  /** Gives it up, and waits until its staging folder is gone. */
  void abandon() {
    job.abandon();
    boolean interrupted = false;
    while (!submission.isDone()) {
      try {
        submission.get();
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        LOG.debug("The job of iteration {} is given up", iteration, e);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
