package org.trainyard.mapreduce.engine;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapreduce.Cluster;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobID;
import org.apache.hadoop.mapreduce.MRConfig;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.TaskType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.formats.partial.Totals;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.capacity.ModelSize;
import org.trainyard.mapreduce.iteration.HeldJob;
import org.trainyard.mapreduce.iteration.IterationJob;
import org.trainyard.mapreduce.iteration.IterationOutput;
import org.trainyard.mapreduce.iteration.Step;
import org.trainyard.mapreduce.iteration.Sums;

/**
 * The engine of ordinary MapReduce jobs, one for each iteration. A job that an earlier attempt of
 * the driver submitted is adopted when it is finished, awaited when it runs, and never doubled.
 * While a job runs the next one is got ready, but for its tasks and its submission: whether it is
 * needed, and what it reads, is known only when the result is there.
 */
public final class ChainedRunner implements IterationRunner {
  private static final Logger LOG = LoggerFactory.getLogger(ChainedRunner.class);

  private final Configuration conf;
  private final ChildJobs childJobs;
  private final JobTailor tailor;
  private final AtomicReference<MapWork> work = new AtomicReference<>();
  private boolean saidShards;
  private String said;
  private boolean looked;
  private NextJob next;

  /**
   * Of a cluster.
   *
   * @param conf Hadoop's configuration
   * @param childJobs finds jobs of earlier attempts
   * @param customiser gives each job its class path, tags, queue and priority
   * @param splits wanted number of map tasks, asked anew for each iteration
   */
  public ChainedRunner(
      Configuration conf, ChildJobs childJobs, Consumer<Job> customiser, IntSupplier splits) {
    this(conf, childJobs, JobTailor.of(customiser, splits));
  }

  /**
   * Of a cluster that looks after its jobs.
   *
   * @param conf Hadoop's configuration
   * @param childJobs finds jobs of earlier attempts
   * @param tailor gives each job what the cluster wants
   */
  public ChainedRunner(Configuration conf, ChildJobs childJobs, JobTailor tailor) {
    this.conf = conf;
    this.childJobs = childJobs;
    this.tailor = tailor;
  }

  @Override
  public String engine() {
    return "chained";
  }

  /** The tag by which the job of an iteration is found again. */
  public static String tag(String runId, int k) {
    return "trainyard-" + runId + "-" + k;
  }

  @Override
  public Result run(RunContext run, int k, State before) throws IOException, InterruptedException {
    // The tasks read the state from its folder, and a job that runs must be of the next iteration.
    run.durability().await();
    ModelSize size = ModelSize.of(before, run.algorithm().shape(before).vectors());
    int shards = shards(run, size);
    refuse(size, k);
    Path output = IterationJob.output(run.layout(), k, shards);
    Checkpoints checkpoints = new Checkpoints(conf, run.layout());
    FileSystem fs = output.getFileSystem(conf);
    JobWatch.Result result = () -> IterationOutput.published(fs, output, shards);
    String job = looked ? null : awaitEarlier(run, k, result);
    looked = true;
    Account account = Account.none();
    if (!result.isThere()) {
      checkpoints.discard(k);
      long began = System.currentTimeMillis();
      Job submitted = submit(run, k, shards);
      prepare(run, k + 1);
      await(run, k, submitted, result);
      job = submitted.getJobID().toString();
      account =
          new JobAccount(
              submitted,
              k,
              began,
              System.currentTimeMillis(),
              found -> work.accumulateAndGet(found, (earlier, now) -> now.after(earlier)));
    }
    if (shards > 1) {
      Totals totals = Sums.read(conf, output, run.algorithm().shape(before), shards);
      checkpoints.write(k, Step.take(run.problem(), run.algorithm(), before, totals));
    }
    return new Result(checkpoints.read(k), job, account);
  }

  /** As many as asked for, or as the reducers' memory asks. */
  private int shards(RunContext run, ModelSize size) {
    int wanted = TrainingKeys.REDUCERS.get(run.execution()).intValue();
    int shards = size.shards(wanted, heap(TaskType.REDUCE));
    if (shards > wanted && !saidShards) {
      saidShards = true;
      run.listener()
          .phase(shards + " reducers instead of " + wanted + ", so that each can hold its shard");
    }
    return shards;
  }

  private void refuse(ModelSize size, int k) throws IterationFailedException {
    String refusal =
        size.refusal(
            "Iteration " + k + ": each mapper",
            size.leastMapper(1),
            heap(TaskType.MAP),
            "set --map-memory-mb to more");
    if (refusal != null) {
      throw new IterationFailedException(refusal);
    }
  }

  /** What a task's process will be started with. */
  private long heap(TaskType task) {
    return (long) JobConf.parseMaximumHeapSizeMB(new JobConf(conf).getTaskJavaOpts(task)) << 20;
  }

  /**
   * Waits for a job of this iteration that an earlier attempt of the driver left running; its name,
   * or null.
   */
  private String awaitEarlier(RunContext run, int k, JobWatch.Result result)
      throws IOException, InterruptedException {
    String runId = run.problem().run().runId();
    new StagedNote(conf, run.layout()).sweep(j -> childJobs.running(tag(runId, j)).isPresent());
    Optional<JobID> running = childJobs.running(tag(runId, k));
    if (running.isEmpty() || result.isThere()) {
      return running.map(JobID::toString).orElse(null);
    }
    run.listener()
        .phase(
            "iteration "
                + k
                + ": waiting for "
                + running.get()
                + ", which an earlier attempt submitted");
    Cluster cluster = new Cluster(conf);
    try {
      Job job = cluster.getJob(running.get());
      if (job != null) {
        new JobWatch(job, "Iteration " + k, run.stop(), run.listener()).awaitEnd();
      }
    } finally {
      cluster.close();
    }
    return running.get().toString();
  }

  @Override
  public void rest() {
    if (next != null) {
      next.abandon();
      next = null;
    }
  }

  /** Submits the job of an iteration: that which was got ready, or another. */
  private Job submit(RunContext run, int k, int shards) throws IOException, InterruptedException {
    int splits = Math.max(1, tailor.splits());
    HeldJob job = next == null ? null : next.held(k);
    if (job != null && !tailor.stillFits(job.getConfiguration())) {
      job = null;
    }
    if (job != null) {
      fit(run, job, k, splits, shards);
      next.submit();
      next = null;
    } else {
      rest();
      job = create(run, k);
      fit(run, job, k, splits, shards);
      submit(job, k);
    }
    run.listener()
        .event(
            new RunEvent.JobSubmitted(
                System.currentTimeMillis(), k, job.getJobID().toString(), job.getTrackingURL()));
    return job;
  }

  /** Submits a job, and waits for it if it is held. */
  static void submit(Job job, int k) throws IOException, InterruptedException {
    try {
      job.submit();
    } catch (ClassNotFoundException e) {
      throw new IterationFailedException(
          "Cannot submit iteration " + k + ": a class is missing from the job jar", e);
    }
  }

  /** Has the job of iteration {@code k} got ready meanwhile, if there may be such an iteration. */
  private void prepare(RunContext run, int k) {
    if (k > TrainingKeys.MAX_ITERATIONS.get(run.problem().settings())) {
      return;
    }
    try {
      next = new NextJob(k, create(run, k), new StagedNote(conf, run.layout()));
    } catch (IOException | RuntimeException e) {
      // The running job does not care, and when its result is there a job is made anew.
      LOG.warn("Cannot get the job of iteration {} ready: {}", k, e.toString());
    }
  }

  private HeldJob create(RunContext run, int k) throws IOException {
    HeldJob job = IterationJob.create(conf, run.layout(), run.problem().run().name(), k);
    tailor.dress(job);
    String tags = job.getConfiguration().get(MRJobConfig.JOB_TAGS, "");
    String own = tag(run.problem().run().runId(), k);
    job.getConfiguration().set(MRJobConfig.JOB_TAGS, tags.isEmpty() ? own : tags + "," + own);
    return job;
  }

  private void fit(RunContext run, Job job, int k, int splits, int shards) {
    IterationJob.tasks(job.getConfiguration(), splits, shards);
    JobTailor.Fit fit = tailor.fit(job.getConfiguration(), splits, work.get());
    if (fit != null && !fit.how().equals(said)) {
      said = fit.how();
      run.listener().phase("iteration " + k + ": " + said + ", because " + fit.because());
    }
  }

  private static void await(RunContext run, int k, Job job, JobWatch.Result result)
      throws IOException, InterruptedException {
    JobWatch watch = new JobWatch(job, "Iteration " + k, run.stop(), run.listener());
    if (MRConfig.LOCAL_FRAMEWORK_NAME.equals(
        job.getConfiguration().get(MRConfig.FRAMEWORK_NAME, MRConfig.LOCAL_FRAMEWORK_NAME))) {
      watch.awaitSuccess();
    } else {
      watch.awaitResult(result);
    }
  }
}
