package org.trainyard.mapreduce.iteration;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.trainyard.formats.run.RunLayout;
import org.trainyard.formats.state.State;
import org.trainyard.formats.state.StateFiles;
import org.trainyard.mapreduce.problem.RunProblem;

/** Builds the MapReduce job of one iteration, and tells its tasks what they work on. */
public final class IterationJob {
  static final String RUN = "trainyard.job.run";
  static final String ITERATION = "trainyard.job.iteration";
  static final String SPLITS = "trainyard.job.splits";
  static final String SHARDS = "trainyard.job.shards";

  private static final AtomicReference<Kept> LAST = new AtomicReference<>();

  private IterationJob() {}

  /**
   * A job that makes the state of iteration {@code k} from that of {@code k - 1}.
   *
   * @param name of the run, for people
   */
  public static HeldJob create(Configuration base, RunLayout layout, String name, int k)
      throws IOException {
    HeldJob job = new HeldJob(base, String.format(Locale.ROOT, "%s · iteration %03d", name, k));
    Configuration conf = job.getConfiguration();
    conf.set(RUN, layout.run().toString());
    conf.setInt(ITERATION, k);
    job.setInputFormatClass(SegmentInputFormat.class);
    job.setMapperClass(IterationMapper.class);
    job.setCombinerClass(PartialCombiner.class);
    job.setReducerClass(IterationReducer.class);
    job.setOutputKeyClass(IntWritable.class);
    job.setOutputValueClass(PartialWritable.class);
    job.setOutputFormatClass(IterationOutput.class);
    return job;
  }

  /**
   * The numbers of a job's tasks: may be changed until its splits are made.
   *
   * @param conf of the job, modified
   * @param splits wanted number of map tasks
   * @param shards number of reducers
   */
  public static void tasks(Configuration conf, int splits, int shards) {
    conf.setInt(SPLITS, splits);
    conf.setInt(SHARDS, shards);
    conf.setInt(MRJobConfig.NUM_REDUCES, shards);
    Path output = output(layout(conf), conf.getInt(ITERATION, 0), shards);
    conf.set(IterationOutput.OUTPUT, output.toString());
  }

  /**
   * Where the job of an iteration writes: the state if one reducer makes it, the sums if several
   * share them.
   */
  public static Path output(RunLayout layout, int k, int shards) {
    return shards == 1 ? layout.state(k) : layout.sums(k);
  }

  /**
   * The problem of the job's run. Several parts of a job ask for it in one process, and the driver
   * asks in every iteration; it is written once and then never changes, so the last one is kept.
   */
  static RunProblem problem(Configuration conf) throws IOException {
    RunLayout layout = layout(conf);
    FileStatus file = layout.problem().getFileSystem(conf).getFileStatus(layout.problem());
    Kept kept = LAST.get();
    if (kept == null
        || !kept.path().equals(file.getPath())
        || kept.made() != file.getModificationTime()) {
      kept = new Kept(file.getPath(), file.getModificationTime(), RunProblem.load(conf, layout));
      LAST.set(kept);
    }
    return kept.problem();
  }

  /** A problem, and by what it is told from one that is made later in the same place. */
  private record Kept(Path path, long made, RunProblem problem) {}

  static State stateBefore(Configuration conf) throws IOException {
    Path folder = folderBefore(conf);
    return StateFiles.read(folder.getFileSystem(conf), folder);
  }

  static State parametersBefore(Configuration conf) throws IOException {
    Path folder = folderBefore(conf);
    return StateFiles.readParameters(folder.getFileSystem(conf), folder);
  }

  private static Path folderBefore(Configuration conf) {
    return layout(conf).state(conf.getInt(ITERATION, 0) - 1);
  }

  private static RunLayout layout(Configuration conf) {
    return new RunLayout(new Path(conf.get(RUN)));
  }
}
