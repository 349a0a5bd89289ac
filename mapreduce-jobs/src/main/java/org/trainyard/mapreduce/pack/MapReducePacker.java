package org.trainyard.mapreduce.pack;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.trainyard.formats.dataset.Dataset;
import org.trainyard.formats.raw.BadDataException;

/** Packs with one MapReduce job. */
public final class MapReducePacker implements Packer {
  private final Configuration conf;
  private final Consumer<Job> customiser;
  private final IntSupplier tasks;
  private final Waiting waiting;

  /** How the end of a submitted job is waited for. */
  @FunctionalInterface
  public interface Waiting {
    /** Returns when the job has succeeded; throws when it has not, or the wait is given up. */
    void awaitSuccess(Job job) throws IOException, InterruptedException;
  }

  /**
   * Of a cluster.
   *
   * @param conf Hadoop's configuration
   * @param customiser gives the job its class path, name, tags, queue and priority
   * @param tasks wanted number of map tasks
   * @param waiting how the end of the job is waited for
   */
  public MapReducePacker(
      Configuration conf, Consumer<Job> customiser, IntSupplier tasks, Waiting waiting) {
    this.conf = conf;
    this.customiser = customiser;
    this.tasks = tasks;
    this.waiting = waiting;
  }

  /** With so many map tasks, waiting for the job in the plain way. */
  public MapReducePacker(Configuration conf, Consumer<Job> customiser, int tasks) {
    this(conf, customiser, () -> tasks, MapReducePacker::awaitPlainly);
  }

  @Override
  public Dataset pack(PackRequest request) throws IOException, InterruptedException {
    return PackFolder.make(conf, request, (folder, plan) -> fill(folder));
  }

  private void fill(PackFolder folder) throws IOException, InterruptedException {
    Path attempt = folder.newAttempt();
    Job job = PackJob.create(conf, folder.path(), attempt, Math.max(1, tasks.getAsInt()));
    customiser.accept(job);
    run(job);
    Optional<String> failure = new PackFailures(conf, attempt).first();
    if (failure.isPresent()) {
      throw new BadDataException(failure.get());
    }
    folder.adopt(attempt);
  }

  private void run(Job job) throws IOException, InterruptedException {
    try {
      job.submit();
    } catch (ClassNotFoundException e) {
      throw new IOException("Cannot submit the pack job: a class is missing from the job jar", e);
    }
    try {
      waiting.awaitSuccess(job);
    } catch (InterruptedException e) {
      job.killJob();
      throw e;
    }
  }

  private static void awaitPlainly(Job job) throws IOException, InterruptedException {
    try {
      if (!job.waitForCompletion(false)) {
        throw new IOException(
            "Packing failed: job "
                + job.getJobID()
                + " is "
                + job.getStatus().getState()
                + ": "
                + job.getStatus().getFailureInfo());
      }
    } catch (ClassNotFoundException e) {
      throw new IOException("Cannot wait for the pack job: a class is missing", e);
    }
  }
}
