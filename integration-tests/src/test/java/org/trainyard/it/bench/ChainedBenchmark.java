package org.trainyard.it.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapreduce.Job;
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
import org.trainyard.mapreduce.engine.JobWatch;
import org.trainyard.mapreduce.engine.LocalRunner;
import org.trainyard.mapreduce.engine.RunContext;
import org.trainyard.mapreduce.engine.RunListener;
import org.trainyard.mapreduce.engine.StopSignal;
import org.trainyard.mapreduce.problem.RunProblem;

/**
 * What an iteration of the chained engine costs beyond its arithmetic: against an empty MapReduce
 * job with as many map and reduce tasks and the same settings, on the same cluster, in turns. The
 * iteration after the last of a run that is there is carried out again and again. Prints medians
 * with their range.
 */
public final class ChainedBenchmark {
  private static final double GOAL = 1.15;

  private final Configuration conf;
  private final RunContext run;
  private final Checkpoints checkpoints;
  private final State state;
  private final Path jar;

  private ChainedBenchmark(Path folder, Path jar) throws IOException {
    this.conf = new JobConf();
    JobSettings.apply(conf, List.of("trainyard-benchmark"));
    this.jar = jar;
    RunLayout layout = new RunLayout(folder.getFileSystem(conf).makeQualified(folder));
    RunProblem problem = RunProblem.load(conf, layout);
    this.run =
        new RunContext(
            conf, layout, problem, problem.algorithm(), StopSignal.never(), RunListener.none());
    this.checkpoints = new Checkpoints(conf, layout);
    this.state = checkpoints.read(checkpoints.lastFinished().orElseThrow());
  }

  /** Arguments: the run's folder, the job jar in the file system, rounds, numbers of map tasks. */
  public static void main(String[] args) throws IOException, InterruptedException {
    ChainedBenchmark benchmark = new ChainedBenchmark(new Path(args[0]), new Path(args[1]));
    int rounds = Integer.parseInt(args[2]);
    System.out.printf(
        "%-6s %22s %22s %22s %12s %10s%n",
        "maps", "empty job s", "iteration s", "arithmetic s", "beyond/empty", "goal met");
    for (String splits : args[3].split(",")) {
      benchmark.measure(Integer.parseInt(splits), rounds);
    }
  }

  private void measure(int splits, int rounds) throws IOException, InterruptedException {
    List<Double> empty = new ArrayList<>();
    List<Double> iteration = new ArrayList<>();
    List<Double> arithmetic = new ArrayList<>();
    int threads = Math.min(splits, Runtime.getRuntime().availableProcessors());
    // The first round warms nodes and caches, and is not counted.
    for (int round = -1; round < rounds; round++) {
      double emptySeconds = seconds(() -> emptyJob(splits));
      double iterationSeconds = seconds(() -> iterate(chained(splits)));
      double arithmeticSeconds = seconds(() -> iterate(new LocalRunner(threads)));
      if (round >= 0) {
        empty.add(emptySeconds);
        iteration.add(iterationSeconds);
        arithmetic.add(arithmeticSeconds);
      }
    }
    double beyond = (median(iteration) - median(arithmetic)) / median(empty);
    System.out.printf(
        Locale.ROOT,
        "%-6d %22s %22s %22s %12.2f %10s%n",
        splits,
        range(empty),
        range(iteration),
        range(arithmetic),
        beyond,
        beyond <= GOAL ? "yes" : "no");
  }

  private IterationRunner chained(int splits) {
    return new ChainedRunner(conf, ChildJobs.none(), job -> outfit(job, splits), () -> splits);
  }

  private void iterate(IterationRunner runner) throws IOException, InterruptedException {
    int k = state.iteration() + 1;
    checkpoints.discard(k);
    runner.run(run, k, state);
  }

  private void emptyJob(int splits) throws IOException, InterruptedException {
    try {
      Job job = Job.getInstance(conf, "empty, " + splits + " maps");
      job.setInputFormatClass(TextInputFormat.class);
      TextInputFormat.addInputPath(job, emptyFiles(splits));
      job.setOutputFormatClass(NullOutputFormat.class);
      job.setNumReduceTasks(1);
      outfit(job, splits);
      job.submit();
      new JobWatch(job, "An empty job", StopSignal.never(), RunListener.none()).awaitSuccess();
    } catch (ClassNotFoundException e) {
      throw new IOException(e);
    }
  }

  /** A folder of so many empty files: each makes a split without a record. */
  private Path emptyFiles(int splits) throws IOException {
    Path folder = new Path(run.layout().run(), ".empty-" + splits);
    FileSystem fs = folder.getFileSystem(conf);
    for (int file = 0; file < splits; file++) {
      Path path = new Path(folder, "empty-" + file);
      if (!fs.exists(path)) {
        fs.create(path).close();
      }
    }
    return new Path(folder, "empty-*");
  }

  private void outfit(Job job, int splits) {
    JobSettings.ship(job, jar);
    JobSettings.shape(job.getConfiguration(), splits);
    ClassArchive.latest(conf).ifPresent(archive -> archive.ship(job));
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private static double seconds(Work work) throws IOException, InterruptedException {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static String range(List<Double> values) {
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f-%.2f)",
        median(values),
        values.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
        values.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
  }
}
