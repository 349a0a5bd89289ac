package org.trainyard.mapreduce.score;

import java.io.IOException;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Job;
import org.trainyard.formats.partial.Totals;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.mapreduce.engine.IterationFailedException;
import org.trainyard.mapreduce.engine.JobWatch;
import org.trainyard.mapreduce.engine.RunListener;
import org.trainyard.mapreduce.engine.StopSignal;
import org.trainyard.mapreduce.iteration.Sums;

/** Scores with one MapReduce job. */
public final class JobScoring extends ScoreEngine {
  private static final Pattern BAD_DATA =
      Pattern.compile(Pattern.quote(BadDataException.class.getName()) + ": (.*)");

  private final Configuration conf;
  private final Consumer<Job> customiser;
  private final LongToIntFunction tasks;
  private final StopSignal stop;
  private final RunListener listener;

  /**
   * On a cluster.
   *
   * @param conf Hadoop's configuration
   * @param customiser gives the job its class path, name, tags, queue and priority
   * @param tasks wanted number of map tasks for so many bytes of input
   * @param stop ends the job when it says so
   * @param listener hears of the progress
   */
  public JobScoring(
      Configuration conf,
      Consumer<Job> customiser,
      LongToIntFunction tasks,
      StopSignal stop,
      RunListener listener) {
    this.conf = conf;
    this.customiser = customiser;
    this.tasks = tasks;
    this.stop = stop;
    this.listener = listener;
  }

  @Override
  int tasks(long bytes) {
    return Math.max(1, tasks.applyAsInt(bytes));
  }

  @Override
  Totals evaluate(ScoreSpec spec, ScoringModel model) throws IOException, InterruptedException {
    FileSystem fs = FileSystem.get(conf);
    Path sums = new Path(fs.getHomeDirectory(), ".trainyard-evaluation-" + UUID.randomUUID());
    fs.deleteOnExit(sums);
    try {
      run(ScoreJob.evaluate(conf, spec, sums), "The evaluation");
      return Sums.read(conf, sums, EvaluationSums.shape(model.scorer().output()), 1);
    } finally {
      fs.delete(sums, true);
    }
  }

  @Override
  Written predict(ScoreSpec spec, ScoringModel model, Path output)
      throws IOException, InterruptedException {
    FileSystem fs = output.getFileSystem(conf);
    Job job = ScoreJob.predict(conf, spec, output);
    try {
      run(job, "The prediction");
    } catch (IOException | InterruptedException | RuntimeException e) {
      fs.delete(output, true);
      throw e;
    }
    Counters counters = job.getCounters();
    return new Written(
        count(counters, ScoreCounter.ROWS),
        count(counters, ScoreCounter.BAD_RECORDS),
        count(counters, ScoreCounter.UNSEEN_VALUES));
  }

  private static long count(Counters counters, ScoreCounter counter) {
    return counters == null ? 0 : counters.findCounter(counter).getValue();
  }

  private void run(Job job, String what) throws IOException, InterruptedException {
    customiser.accept(job);
    try {
      job.submit();
    } catch (ClassNotFoundException e) {
      throw new IOException("Cannot submit the job: a class is missing from the job jar", e);
    }
    listener.phase(what + " runs as " + job.getJobID());
    try {
      new JobWatch(job, what, stop, listener).awaitSuccess();
    } catch (IterationFailedException e) {
      // A task can only fail; what its data were comes back as the text of the exception.
      Matcher badData = BAD_DATA.matcher(e.getMessage());
      throw badData.find() ? new BadDataException(badData.group(1), e) : e;
    }
  }
}
