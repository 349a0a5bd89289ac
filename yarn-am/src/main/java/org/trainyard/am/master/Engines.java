package org.trainyard.am.master;

import java.io.IOException;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.trainyard.am.client.RunClient;
import org.trainyard.am.client.RunDirectory;
import org.trainyard.am.cluster.Workload;
import org.trainyard.am.config.YarnKeys;
import org.trainyard.am.config.YarnKeys.EngineName;
import org.trainyard.am.container.YarnContainers;
import org.trainyard.am.resident.ChoosingRunner;
import org.trainyard.am.resident.ChoosingRunner.Freedom;
import org.trainyard.am.resident.ResidentPlan;
import org.trainyard.am.resident.ResidentRunner;
import org.trainyard.am.resident.YarnSite;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.engine.ChainedRunner;
import org.trainyard.mapreduce.engine.Checkpoints;
import org.trainyard.mapreduce.engine.ChildJobs;
import org.trainyard.mapreduce.engine.IterationRunner;
import org.trainyard.mapreduce.engine.RunContext;

/** The engines of an attempt, made as the settings ask. */
final class Engines {
  /** A core goes over so many packed bytes in a second for one linear model. */
  private static final double BYTES_PER_SECOND = 200e6;

  private final Configuration conf;
  private final SplitSupplier splits;
  private final IterationRunner runner;
  private final ResidentRunner resident;

  Engines(
      Configuration conf,
      AmEnvironment environment,
      RunDirectory directory,
      RunDocument run,
      YarnContainers containers,
      SplitSupplier splits,
      ChildJobs jobs,
      JobOutfit outfit) {
    this.conf = conf;
    this.splits = splits;
    ChainedRunner chained =
        new ChainedRunner(
            conf, jobs, job -> outfit.give(job, job.getJobName(), splits.last()), splits);
    YarnSite site =
        new YarnSite(
            conf,
            containers,
            environment.attempt(),
            environment.host(),
            RunClient.stagingFolder(conf, directory.layout(), run),
            this::work);
    EngineName asked = YarnKeys.ENGINE_NAME.get(conf::get);
    if (asked == EngineName.CHAINED) {
      resident = null;
      runner = chained;
    } else {
      boolean free = asked == EngineName.AUTO;
      Duration wait = Duration.ofSeconds(YarnKeys.CONTAINER_WAIT.get(conf::get));
      resident = ResidentRunner.on(site, free ? wait : null);
      runner =
          new ChoosingRunner(
              resident,
              chained,
              (context, k) -> running(jobs, context, k),
              free ? Freedom.ANY : Freedom.RESIDENT,
              context -> estimate(site.plan(context)));
    }
  }

  /** What carries out iterations. */
  IterationRunner runner() {
    return runner;
  }

  /** The run is over: workers leave. */
  void dismiss() throws IOException {
    if (resident != null) {
      resident.close();
    }
  }

  private static boolean running(ChildJobs jobs, RunContext run, int k) throws IOException {
    return jobs.running(ChainedRunner.tag(run.problem().run().runId(), k)).isPresent();
  }

  private ResidentPlan.Work work(RunContext run) throws IOException {
    Workload work = splits.work();
    State initial = new Checkpoints(conf, run.layout()).read(0);
    return new ResidentPlan.Work(
        work.bytes(), work.factor(), run.algorithm().shape(initial).vectors());
  }

  private ChoosingRunner.Prospect.Estimate estimate(ResidentPlan plan) {
    Workload work = splits.work();
    int cores = plan.staff().containers() * plan.staff().size().cores();
    return new ChoosingRunner.Prospect.Estimate(
        plan.staff().holdsAll(), work.bytes() * work.factor() / BYTES_PER_SECOND / cores);
  }
}
