package org.trainyard.mapreduce.iteration;

import java.io.IOException;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.SequenceFile;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.JobStatus;
import org.apache.hadoop.mapreduce.OutputCommitter;
import org.apache.hadoop.mapreduce.OutputFormat;
import org.apache.hadoop.mapreduce.RecordWriter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;

/**
 * How reducers of an iteration publish: each attempt writes under a hidden name of its own, and
 * gives what it wrote its final name by one rename. All attempts have the same bits, so whoever
 * comes first is right and the others take theirs away; nobody has to ask the job's master which of
 * them may commit, which costs a second of waiting. What has its final name is whole, so the driver
 * of the run goes on as soon as it is there.
 */
public final class IterationOutput extends OutputFormat<IntWritable, PartialWritable> {
  static final String OUTPUT = "trainyard.job.output";

  /** Whether the state, or every shard of the sums, has its final name. */
  public static boolean published(FileSystem fs, Path output, int shards) throws IOException {
    if (shards == 1) {
      return fs.exists(output);
    }
    for (int shard = 0; shard < shards; shard++) {
      if (!fs.exists(new Path(output, part(shard, shards)))) {
        return false;
      }
    }
    return true;
  }

  /** Where an attempt writes the state. */
  static Path attemptFolder(TaskAttemptContext context) {
    return hidden(output(context.getConfiguration()), context);
  }

  /** Gives the state that an attempt wrote its final name. */
  static void publishState(TaskAttemptContext context) throws IOException {
    publish(attemptFolder(context), output(context.getConfiguration()), context);
  }

  private static void publish(Path written, Path target, TaskAttemptContext context)
      throws IOException {
    FileSystem fs = target.getFileSystem(context.getConfiguration());
    if (!fs.exists(target) && fs.rename(written, target)) {
      // Had another attempt come first between the two, a folder would have moved into its folder.
      fs.delete(new Path(target, written.getName()), true);
      return;
    }
    fs.delete(written, true);
    if (!fs.exists(target)) {
      throw new IOException(
          "Cannot rename " + written + " to " + target + ": the file system refused");
    }
  }

  private static Path output(Configuration conf) {
    return new Path(conf.get(OUTPUT));
  }

  private static Path hidden(Path target, TaskAttemptContext context) {
    return new Path(target.getParent(), "." + target.getName() + "." + context.getTaskAttemptID());
  }

  private static String part(int shard, int shards) {
    return String.format(Locale.ROOT, "part-%05d-of-%05d", shard, shards);
  }

  private static Path part(TaskAttemptContext context) {
    return new Path(
        output(context.getConfiguration()),
        part(context.getTaskAttemptID().getTaskID().getId(), context.getNumReduceTasks()));
  }

  @Override
  public RecordWriter<IntWritable, PartialWritable> getRecordWriter(TaskAttemptContext context) {
    return new SumsWriter(context);
  }

  @Override
  public void checkOutputSpecs(JobContext context) {
    // The driver deletes what is unfinished before it submits; what is finished it never redoes.
  }

  @Override
  public OutputCommitter getOutputCommitter(TaskAttemptContext context) {
    return new NothingToAsk();
  }

  /** Writes the sums of a reducer's shards, if there are any, into one file. */
  private static final class SumsWriter extends RecordWriter<IntWritable, PartialWritable> {
    private final Path target;
    private final Path hidden;
    private final Configuration conf;
    private SequenceFile.Writer out;

    SumsWriter(TaskAttemptContext context) {
      target = part(context);
      hidden = hidden(target, context);
      conf = context.getConfiguration();
    }

    @Override
    public void write(IntWritable shard, PartialWritable sum) throws IOException {
      if (out == null) {
        out =
            SequenceFile.createWriter(
                conf,
                SequenceFile.Writer.file(hidden),
                SequenceFile.Writer.keyClass(IntWritable.class),
                SequenceFile.Writer.valueClass(PartialWritable.class));
      }
      out.append(shard, sum);
    }

    @Override
    public void close(TaskAttemptContext context) throws IOException {
      if (out != null) {
        out.close();
        publish(hidden, target, context);
      }
    }
  }

  /** Nothing to set up or to commit; takes away what attempts left under their hidden names. */
  private static final class NothingToAsk extends OutputCommitter {
    @Override
    public void setupJob(JobContext context) {
      // Folders are made by who writes into them.
    }

    @Override
    public void setupTask(TaskAttemptContext context) {
      // As above.
    }

    @Override
    public boolean needsTaskCommit(TaskAttemptContext context) {
      return false;
    }

    @Override
    public void commitTask(TaskAttemptContext context) {
      // The attempt has published by itself.
    }

    @Override
    public void abortTask(TaskAttemptContext context) throws IOException {
      FileSystem fs = output(context.getConfiguration()).getFileSystem(context.getConfiguration());
      fs.delete(attemptFolder(context), true);
      fs.delete(hidden(part(context), context), false);
    }

    @Override
    public void commitJob(JobContext context) throws IOException {
      tidy(context);
    }

    @Override
    public void abortJob(JobContext context, JobStatus.State state) throws IOException {
      tidy(context);
    }

    private static void tidy(JobContext context) throws IOException {
      Path output = output(context.getConfiguration());
      FileSystem fs = output.getFileSystem(context.getConfiguration());
      String own = context.getJobID().toString().replaceFirst("^job_", "attempt_");
      for (Path folder : new Path[] {output.getParent(), output}) {
        if (fs.exists(folder)) {
          for (FileStatus file : fs.listStatus(folder, path -> isHiddenBy(own, path))) {
            fs.delete(file.getPath(), true);
          }
        }
      }
    }

    /** A master that starts again keeps the tasks that are done: their output has its name. */
    @Override
    public boolean isRecoverySupported(JobContext context) {
      return true;
    }

    @Override
    public void recoverTask(TaskAttemptContext context) {
      // Published before the task was done.
    }

    @Override
    public boolean isCommitJobRepeatable(JobContext context) {
      return true;
    }
  }

  private static boolean isHiddenBy(String job, Path path) {
    return path.getName().startsWith(".") && path.getName().contains("." + job + "_");
  }
}
