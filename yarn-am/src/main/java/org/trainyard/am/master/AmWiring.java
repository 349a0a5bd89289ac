package org.trainyard.am.master;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.PrivilegedExceptionAction;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.apache.hadoop.yarn.webapp.util.WebAppUtils;
import org.trainyard.am.archive.ClassArchives;
import org.trainyard.am.client.RunClient;
import org.trainyard.am.client.RunDirectory;
import org.trainyard.am.client.StopFile;
import org.trainyard.am.cluster.ClusterLink;
import org.trainyard.am.cluster.GpuSupply;
import org.trainyard.am.cluster.JobSettings;
import org.trainyard.am.cluster.RunBusyException;
import org.trainyard.am.cluster.RunTag;
import org.trainyard.am.cluster.TaskCounts;
import org.trainyard.am.cluster.Workload;
import org.trainyard.am.cluster.YarnChildJobs;
import org.trainyard.am.cluster.YarnClusterLink;
import org.trainyard.am.config.YarnKeys;
import org.trainyard.am.container.YarnContainers;
import org.trainyard.am.page.RunActions;
import org.trainyard.am.recording.Driver;
import org.trainyard.am.recording.EndNotification;
import org.trainyard.am.recording.RunRecording;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.dataset.Dataset;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.mapreduce.algorithm.Segment.Role;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.device.DeviceKeys;
import org.trainyard.mapreduce.engine.JobWatch;
import org.trainyard.mapreduce.engine.RunListener;
import org.trainyard.mapreduce.engine.RunOutcome;
import org.trainyard.mapreduce.engine.TrainingRun;
import org.trainyard.mapreduce.pack.LocalPacker;
import org.trainyard.mapreduce.pack.MapReducePacker;
import org.trainyard.mapreduce.pack.Packer;
import org.trainyard.mapreduce.problem.ModelGrid;
import org.trainyard.mapreduce.problem.RunProblem;

/** The only place that makes the ApplicationMaster's collaborators. */
final class AmWiring {
  private static final Duration TICK = Duration.ofSeconds(1);

  /** Numbers take so many times fewer bytes as floats than as text, roughly. */
  private static final long TEXT_TO_PACKED = 3;

  private final Configuration conf;
  private final AmEnvironment environment;
  private final UserGroupInformation jobsUser;
  private final RunDirectory directory;
  private final RunDocument run;
  private final ClassArchives archives;
  private YarnContainers containers;
  private RunRecording recording;
  private GpuScout scout;
  private GpuSupply gpus;
  private volatile String killer;

  /**
   * For one attempt.
   *
   * @param conf of the client
   * @param jobsUser submits the jobs: the same user without the token of this application
   */
  AmWiring(Configuration conf, AmEnvironment environment, UserGroupInformation jobsUser)
      throws IOException {
    this.conf = conf;
    this.environment = environment;
    this.jobsUser = jobsUser;
    this.directory = new RunDirectory(conf, new Path(YarnKeys.OUTPUT.get(conf::get)));
    this.run = directory.document();
    this.archives = new ClassArchives(conf, Clock.systemUTC(), this::submitArchiveJob);
  }

  /** Makes everything, runs the attempt, lets go of everything. */
  AmExit run() throws IOException, YarnException, InterruptedException {
    ProgressMeter progress =
        new ProgressMeter(
            TrainingKeys.MAX_ITERATIONS.get(RunProblem.settings(run)), directory.lastIteration());
    AmEventLoop loop = new AmEventLoop(Clock.systemUTC(), TICK);
    Attempt attempt =
        new Attempt(
            environment.attempt().getAttemptId(), YarnKeys.AM_ATTEMPTS.get(conf::get).intValue());
    // Before anything is heard of containers: of GPUs only those are heard that are known of.
    gpus = gpus();
    containers = new YarnContainers(conf, environment.user());
    recording = recording();
    PageLink page =
        new ServedPage(
            conf,
            environment,
            directory.layout().page(),
            recording.facts()::snapshot,
            actions(loop));
    AmExit exit =
        new ApplicationMaster(
                attempt,
                environment.host(),
                new AsyncResourceManagerLink(conf, progress::value, loop::post, containers),
                new TrainingThread(listener -> train(listener, attempt), loop::post),
                loop,
                progress,
                page)
            .run();
    if (exit.status() == FinalApplicationStatus.KILLED) {
      killJobs();
    }
    if (exit.unregisters() && directory.finished()) {
      Path staging = RunClient.stagingFolder(conf, directory.layout(), run);
      staging.getFileSystem(conf).delete(staging, true);
    }
    if (exit.unregisters()) {
      notify(exit);
    }
    if (exit.status() == FinalApplicationStatus.SUCCEEDED) {
      orderArchive();
    }
    return exit;
  }

  private GpuSupply gpus() throws IOException, InterruptedException {
    if (DeviceKeys.GPU.get(conf::get) == DeviceKeys.Wish.OFF) {
      return GpuSupply.NONE;
    }
    return jobsUser.doAs(
        (PrivilegedExceptionAction<GpuSupply>)
            () -> {
              try (ClusterLink cluster = new YarnClusterLink(conf)) {
                return GpuScout.look(conf, cluster);
              }
            });
  }

  private RunActions actions(AmEventLoop loop) {
    return new RunActions() {
      @Override
      public void stop(String user) throws IOException, InterruptedException {
        jobsUser.doAs(
            (PrivilegedExceptionAction<Void>)
                () -> {
                  directory.askToStop(user + ", on the run's page");
                  return null;
                });
      }

      @Override
      public void kill(String user) {
        killer = user;
        loop.post(new AmEvent.KillRequested(user));
      }
    };
  }

  /** The jobs of an application that a person ended are of no use to anybody. */
  private void killJobs() throws IOException, InterruptedException {
    jobsUser.doAs(
        (PrivilegedExceptionAction<Void>)
            () -> {
              try (ClusterLink cluster = new YarnClusterLink(conf)) {
                for (ApplicationReport job :
                    new RunClient(conf, cluster, Clock.systemUTC()).jobs(run)) {
                  cluster.kill(job.getApplicationId());
                }
              }
              return null;
            });
  }

  private void notify(AmExit exit) throws IOException, InterruptedException {
    EndNotification.Status status = EndNotification.Status.FAILED;
    if (exit.status() == FinalApplicationStatus.KILLED) {
      status = EndNotification.Status.KILLED;
    } else if (exit.status() == FinalApplicationStatus.SUCCEEDED) {
      boolean published = directory.finished();
      status = published ? EndNotification.Status.SUCCEEDED : EndNotification.Status.KILLED;
    }
    String application = environment.attempt().getApplicationId().toString();
    String output = directory.layout().run().toString();
    EndNotification.of(conf::get)
        .tell(new EndNotification.Ending(application, status, run.runId(), output));
  }

  private RunRecording recording() throws IOException, InterruptedException {
    Driver driver =
        new Driver(
            environment.attempt().getAttemptId(),
            environment.attempt().getApplicationId().toString(),
            Key.spelling(YarnKeys.ENGINE_NAME.get(conf::get)),
            environment.host(),
            environment.user(),
            run.codeVersion(),
            WebAppUtils.getHttpSchemePrefix(conf) + environment.log());
    return jobsUser.doAs(
        (PrivilegedExceptionAction<RunRecording>)
            () -> RunRecording.of(conf, directory, run, driver));
  }

  private RunOutcome train(RunListener listener, Attempt attempt)
      throws IOException, InterruptedException {
    return jobsUser.doAs(
        (PrivilegedExceptionAction<RunOutcome>) () -> trainAsJobsUser(listener, attempt));
  }

  private RunOutcome trainAsJobsUser(RunListener listener, Attempt attempt)
      throws IOException, InterruptedException, YarnException {
    try (ClusterLink cluster = new YarnClusterLink(conf)) {
      refuseIfDriven(cluster);
      Path staging = RunClient.stagingFolder(conf, directory.layout(), run);
      scout = new GpuScout(conf, cluster, staging, gpus);
      return recording.record(
          listener, cause -> ending(cause, attempt), recorder -> drive(cluster, recorder));
    }
  }

  private RunRecording.Ending ending(Throwable cause, Attempt attempt) {
    if (killer != null) {
      return new RunRecording.Ending(RunEvent.End.STOPPED, "KILLED", "ended by " + killer);
    }
    boolean over = ExitPolicy.failed(cause, attempt).unregisters();
    return RunRecording.Ending.of(cause, over ? RunEvent.End.FAILED : RunEvent.End.HANDED_OVER);
  }

  private RunOutcome drive(ClusterLink cluster, RunListener listener)
      throws IOException, InterruptedException {
    FileSystem fs = directory.layout().run().getFileSystem(conf);
    StopFile stop = new StopFile(fs, directory.layout().stop(), Clock.systemUTC());
    // Settled once, so that all parts of the engine agree.
    conf.setInt(YarnKeys.CONTAINER_CORES.name(), TaskCounts.containerCores(conf, cluster));
    JobOutfit outfit = new JobOutfit(conf, archives::forJob);
    Engines engines =
        new Engines(
            conf,
            environment,
            directory,
            run,
            containers,
            new SplitSupplier(conf, cluster, scout, this::work),
            new YarnChildJobs(cluster),
            outfit,
            listener);
    if (!fs.exists(directory.layout().problem())) {
      hire(engines);
    }
    RunOutcome outcome =
        new TrainingRun(
                conf,
                directory.layout().run(),
                packer(engines, cluster, outfit, stop, listener),
                engines.runner(),
                stop,
                listener)
            .execute();
    // After a failure workers stay where they are: the next attempt may use them.
    engines.dismiss();
    return outcome;
  }

  private void hire(Engines engines) throws IOException {
    KeySource settings = RunProblem.settings(run);
    long raw = TaskCounts.rawBytes(conf, settings);
    if (raw < Long.MAX_VALUE) {
      Workload guess = Workload.of(raw / TEXT_TO_PACKED, ModelGrid.of(settings).size(), settings);
      engines.hire(guess.bytes(), guess.factor());
    }
  }

  private Packer packer(
      Engines engines, ClusterLink cluster, JobOutfit outfit, StopFile stop, RunListener listener) {
    KeySource settings = RunProblem.settings(run);
    Packer job =
        new MapReducePacker(
            conf,
            packing -> {
              packing.setJobName(run.name() + " · packing");
              JobSettings.shape(packing.getConfiguration());
              outfit.give(packing);
            },
            () -> TaskCounts.packing(conf, cluster, settings),
            packing -> new JobWatch(packing, "Packing", stop, listener).awaitSuccess());
    if (YarnKeys.ENGINE_NAME.get(conf::get) == YarnKeys.EngineName.CHAINED) {
      return job;
    }
    int threads = YarnKeys.AM_CORES.get(conf::get).intValue();
    return new SizedPacker(
        new LocalPacker(conf, threads),
        engines.packer(job, stop, listener),
        () -> TaskCounts.rawBytes(conf, settings));
  }

  private void submitArchiveJob(Job job) throws IOException, InterruptedException {
    job.setJobName(run.name() + " · class archive");
    try {
      job.submit();
    } catch (ClassNotFoundException e) {
      throw new IOException(e);
    }
  }

  /** After the last word to the ResourceManager, so that nobody waits for it. */
  private void orderArchive() throws IOException, InterruptedException {
    jobsUser.doAs(
        (PrivilegedExceptionAction<Void>)
            () -> {
              archives.afterTheRun();
              return null;
            });
  }

  /** Two drivers would do the same work twice: the application that was there first goes on. */
  private void refuseIfDriven(ClusterLink cluster) throws IOException, YarnException {
    ApplicationId own = environment.attempt().getApplicationId();
    List<ApplicationReport> live = cluster.live(RunTag.APPLICATION_TYPE, RunTag.of(run.runId()));
    for (ApplicationReport other : live) {
      if (other.getApplicationId().compareTo(own) < 0) {
        throw new RunBusyException(
            "The run "
                + directory.layout().run()
                + " is driven by "
                + other.getApplicationId()
                + " already");
      }
    }
  }

  private Workload work() {
    try {
      RunProblem problem = RunProblem.load(conf, directory.layout());
      long bytes = Dataset.open(conf, problem.dataset(Role.TRAINING)).document().bytes();
      if (problem.document().validation() != null) {
        bytes += Dataset.open(conf, problem.dataset(Role.VALIDATION)).document().bytes();
      }
      return Workload.of(bytes, problem.document().models().size(), problem.settings());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
