package org.trainyard.mapreduce.iteration;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.MRJobConfig;

/**
 * The job of an iteration, whose submission can be held. Held, {@link #submit()} goes on up to
 * where Hadoop asks for the splits, and waits there: it has connected, has a number, a staging
 * folder with what is uploaded, and credentials. Still to come are the files of the splits and of
 * the configuration, so that the configuration may be changed until the job is released. A job that
 * is abandoned instead is a submission that failed: Hadoop takes its staging folder away.
 *
 * <p>Held on one thread, released or abandoned on another.
 */
public final class HeldJob extends Job {
  /** Hears that a job is held. */
  @FunctionalInterface
  public interface Hold {
    /** With the staging folder; on the thread that submits. */
    void at(Path staging) throws IOException;
  }

  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final CompletableFuture<Boolean> word = new CompletableFuture<>();
  private volatile Hold hold;

  /** Not held unless {@link #hold} is called. */
  @SuppressWarnings("deprecation") // The factory methods that are preferred make plain jobs.
  HeldJob(Configuration conf, String name) throws IOException {
    super(conf, name);
  }

  /** Before it is submitted: it shall be held, and {@code hold} shall hear of it. */
  public void hold(Hold toHear) {
    hold = toHear;
  }

  /** Waits until it is held; false if its submission failed before. */
  public boolean awaitReady() throws InterruptedException {
    try {
      ready.get();
      return true;
    } catch (ExecutionException e) {
      return false;
    }
  }

  /** For whoever submits it: that is over, so nobody need wait for it to be ready any more. */
  public void ended() {
    ready.completeExceptionally(new IOException("The submission ended before it was held"));
  }

  /** Its submission goes on. */
  public void release() {
    word.complete(true);
  }

  /** Its submission, which is held or under way, fails. */
  public void abandon() {
    word.complete(false);
  }

  /** Called when Hadoop asks for the splits. */
  void awaitWord() throws IOException {
    if (hold == null) {
      return;
    }
    hold.at(new Path(getConfiguration().get(MRJobConfig.MAPREDUCE_JOB_DIR)));
    ready.complete(null);
    try {
      if (!word.get()) {
        throw new IOException("The job is not needed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while the job was held", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
