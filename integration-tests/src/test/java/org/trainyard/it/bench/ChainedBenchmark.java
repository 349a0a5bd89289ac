package org.trainyard.it.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapreduce.Cluster;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobID;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.lib.input.TextInputFormat;
import org.apache.hadoop.mapreduce.lib.output.NullOutputFormat;
import org.trainyard.am.archive.ClassArchive;
import org.trainyard.am.cluster.JobSettings;
import org.trainyard.formats.run.RunLayout;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.engine.ChainedRunner;
import org.trainyard.mapreduce.engine.Checkpoints;
import org.trainyard.mapreduce.engine.ChildJobs;
import org.trainyard.mapreduce.engine.IterationRunner;
import org.trainyard.mapreduce.engine.JobTailor;
import org.trainyard.mapreduce.engine.JobWatch;
import org.trainyard.mapreduce.engine.LocalRunner;
import org.trainyard.mapreduce.engine.RunContext;
import org.trainyard.mapreduce.engine.RunListener;
import org.trainyard.mapreduce.engine.StopSignal;
import org.trainyard.mapreduce.problem.RunProblem;

/**
 * What an iteration of the chained engine costs beyond its arithmetic: against an empty MapReduce
 * job with as many map and reduce tasks and the same settings, on the same cluster, in turns. Each
 * turn carries out some iterations in a row, after the last of a run that is there, as the engine
 * does: the job of each is got ready while the one before runs. Prints medians with their range.
 */
public final class ChainedBenchmark {
  private static final double GOAL = 1.15;

  /** The first of a turn is not got ready by another, and does not count. */
  private static final int ITERATIONS = 4;

  private final Configuration base;
  private final Path folder;
  private final Path jar;
  private Configuration conf;
  private RunContext run;
  private Checkpoints checkpoints;
  private State state;

  private ChainedBenchmark(Path folder, Path jar) {
    this.base = new JobConf();
    JobSettings.apply(base, List.of("trainyard-benchmark"));
    this.folder = folder;
    this.jar = jar;
  }

  /**
   * Arguments: the run's folder, the job jar in the file system, rounds, numbers of map tasks, with
   * a u behind those that the job's master is to run itself.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    ChainedBenchmark benchmark = new ChainedBenchmark(new Path(args[0]), new Path(args[1]));
    int rounds = Integer.parseInt(args[2]);
    for (String tasks : args[3].split(",")) {
      boolean uber = tasks.endsWith("u");
      benchmark.open(uber);
      benchmark.measure(Integer.parseInt(tasks.replace("u", "")), uber, rounds);
    }
  }

  private void open(boolean uber) throws IOException {
    conf = new JobConf(base);
    conf.setBoolean(MRJobConfig.JOB_UBERTASK_ENABLE, uber);
    conf.setLong(MRJobConfig.JOB_UBERTASK_MAXBYTES, Long.MAX_VALUE);
    conf.setInt(MRJobConfig.JOB_UBERTASK_MAXMAPS, 99);
    RunLayout layout = new RunLayout(folder.getFileSystem(conf).makeQualified(folder));
    RunProblem problem = RunProblem.load(conf, layout);
    run =
        new RunContext(
            conf, layout, problem, problem.algorithm(), StopSignal.never(), RunListener.none());
    checkpoints = new Checkpoints(conf, layout);
    state = checkpoints.read(checkpoints.lastFinished().orElseThrow());
  }

  private void measure(int splits, boolean uber, int rounds)
      throws IOException, InterruptedException {
    List<Double> empty = new ArrayList<>();
    List<Double> iteration = new ArrayList<>();
    List<Double> arithmetic = new ArrayList<>();
    List<JobAnatomy> emptyJobs = new ArrayList<>();
    List<JobAnatomy> iterationJobs = new ArrayList<>();
    int threads = uber ? 1 : Math.min(splits, Runtime.getRuntime().availableProcessors());
    // The first round warms nodes and caches, and is not counted.
    for (int round = -1; round < rounds; round++) {
      if (round == 0) {
        List.of(empty, iteration, arithmetic).forEach(List::clear);
        List.of(emptyJobs, iterationJobs).forEach(List::clear);
      }
      emptyJob(splits, empty, emptyJobs);
      chain(splits, iteration, iterationJobs);
      long start = System.nanoTime();
      checkpoints.discard(state.iteration() + 1);
      new LocalRunner(threads).run(run, state.iteration() + 1, state);
      arithmetic.add((System.nanoTime() - start) / 1e9);
    }
    print(splits + (uber ? "u" : ""), new Times(empty, iteration, arithmetic));
    System.out.printf(
        Locale.ROOT,
        "    seconds by stage   %8s %9s %6s %7s %6s%n    of the empty job   %s%n"
            + "    of the iteration   %s, the longest map %.2f of its own%n",
        "master",
        "first map",
        "maps",
        "reduce",
        "cpu",
        JobAnatomy.line(emptyJobs),
        JobAnatomy.line(iterationJobs),
        JobAnatomy.median(iterationJobs, JobAnatomy::longestMap));
  }

  /** Seconds of what was measured in turns. */
  private record Times(List<Double> empty, List<Double> iteration, List<Double> arithmetic) {}

  private static void print(String tasks, Times times) {
    Spread empty = spread(times.empty());
    Spread iteration = spread(times.iteration());
    Spread arithmetic = spread(times.arithmetic());
    double beyond = (iteration.median() - arithmetic.median()) / empty.median();
    System.out.printf(
        Locale.ROOT,
        "%-6s %22s %22s %22s %12s %10s%n%-6s %22s %22s %22s %12.2f %10s%n",
        "maps",
        "empty job s",
        "iteration s",
        "arithmetic s",
        "beyond/empty",
        "goal met",
        tasks,
        empty,
        iteration,
        arithmetic,
        beyond,
        beyond <= GOAL ? "yes" : "no");
  }

  private static Spread spread(List<Double> seconds) {
    return Spread.of(seconds.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Iterations in a row; the seconds of each but the first. */
  private void chain(int splits, List<Double> seconds, List<JobAnatomy> jobs)
      throws IOException, InterruptedException {
    ChainedRunner runner =
        new ChainedRunner(conf, ChildJobs.none(), JobTailor.of(this::outfit, () -> splits));
    State at = state;
    Map<String, Long> submitted = new LinkedHashMap<>();
    for (int i = 0; i < ITERATIONS; i++) {
      checkpoints.discard(at.iteration() + 1);
      long began = System.currentTimeMillis();
      long start = System.nanoTime();
      IterationRunner.Result result = runner.run(run, at.iteration() + 1, at);
      double took = (System.nanoTime() - start) / 1e9;
      at = result.next();
      if (i > 0) {
        seconds.add(took);
        submitted.put(result.job(), began);
      }
    }
    runner.rest();
    for (Map.Entry<String, Long> job : submitted.entrySet()) {
      jobs.add(anatomy(job.getKey(), job.getValue()));
    }
  }

  /** Of a job, which is waited for: it may still be taking its leave. */
  private JobAnatomy anatomy(String name, long submitted) throws IOException, InterruptedException {
    Cluster cluster = new Cluster(conf);
    try {
      Job job = cluster.getJob(JobID.forName(name));
      new JobWatch(job, name, StopSignal.never(), RunListener.none()).awaitSuccess();
      return JobAnatomy.of(job, submitted);
    } finally {
      cluster.close();
    }
  }

  private void emptyJob(int splits, List<Double> seconds, List<JobAnatomy> jobs)
      throws IOException, InterruptedException {
    try {
      long submitted = System.currentTimeMillis();
      long start = System.nanoTime();
      Job job = Job.getInstance(conf, "empty, " + splits + " maps");
      job.setInputFormatClass(TextInputFormat.class);
      TextInputFormat.addInputPath(job, emptyFiles(splits));
      job.setOutputFormatClass(NullOutputFormat.class);
      job.setNumReduceTasks(1);
      outfit(job);
      job.submit();
      new JobWatch(job, "An empty job", StopSignal.never(), RunListener.none()).awaitSuccess();
      seconds.add((System.nanoTime() - start) / 1e9);
      jobs.add(JobAnatomy.of(job, submitted));
    } catch (ClassNotFoundException e) {
      throw new IOException(e);
    }
  }

  /** A folder of so many empty files: each makes a split without a record. */
  private Path emptyFiles(int splits) throws IOException {
    Path files = new Path(run.layout().run(), ".empty-" + splits);
    FileSystem fs = files.getFileSystem(conf);
    for (int file = 0; file < splits; file++) {
      Path path = new Path(files, "empty-" + file);
      if (!fs.exists(path)) {
        fs.create(path).close();
      }
    }
    return new Path(files, "empty-*");
  }

  private void outfit(Job job) {
    JobSettings.ship(job, jar);
    if (!job.getConfiguration().getBoolean(MRJobConfig.JOB_UBERTASK_ENABLE, false)) {
      JobSettings.shape(job.getConfiguration());
    }
    ClassArchive.latest(conf).ifPresent(archive -> archive.ship(job));
  }
}
