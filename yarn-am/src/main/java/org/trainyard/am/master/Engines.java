package org.trainyard.am.master;

import java.io.IOException;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
import org.trainyard.am.resident.ResidentUnavailableException;
import org.trainyard.am.resident.YarnSite;
import org.trainyard.am.spill.SpillFolder;
import org.trainyard.am.spill.StateCopies;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.engine.ChainedRunner;
import org.trainyard.mapreduce.engine.Checkpoints;
import org.trainyard.mapreduce.engine.ChildJobs;
import org.trainyard.mapreduce.engine.IterationRunner;
import org.trainyard.mapreduce.engine.RunContext;
import org.trainyard.mapreduce.engine.RunListener;
import org.trainyard.mapreduce.engine.StopSignal;
import org.trainyard.mapreduce.pack.Packer;
import org.trainyard.mapreduce.pack.PiecePacker;

/** The engines of an attempt, made as the settings ask. */
final class Engines {
  private static final Logger LOG = LoggerFactory.getLogger(Engines.class);

  private final Configuration conf;
  private final SplitSupplier splits;
  private final IterationRunner runner;
  private final ResidentRunner resident;
  private final YarnSite site;

  Engines(
      Configuration conf,
      AmEnvironment environment,
      RunDirectory directory,
      RunDocument run,
      YarnContainers containers,
      SplitSupplier splits,
      ChildJobs jobs,
      JobOutfit outfit,
      RunListener listener) {
    this.conf = conf;
    this.splits = splits;
    ChainedRunner chained = new ChainedRunner(conf, jobs, new IterationTailor(splits, outfit));
    site =
        new YarnSite(
            conf,
            containers,
            environment.attempt(),
            environment.host(),
            directory.layout().run(),
            RunClient.stagingFolder(conf, directory.layout(), run),
            this::work,
            splits.gpus().first(),
            listener::event);
    EngineName asked = YarnKeys.ENGINE_NAME.get(conf::get);
    if (asked == EngineName.CHAINED) {
      resident = null;
      runner = chained;
    } else {
      boolean free = asked == EngineName.AUTO;
      Duration wait = Duration.ofSeconds(YarnKeys.CONTAINER_WAIT.get(conf::get));
      SpillFolder disk =
          new SpillFolder(environment.localFolders(), "master-" + environment.attempt());
      resident = ResidentRunner.on(site, free ? wait : null, new StateCopies(disk));
      runner =
          new ChoosingRunner(
              resident,
              chained,
              (context, k) -> running(jobs, context, k),
              free ? Freedom.ANY : Freedom.RESIDENT,
              context -> estimate(site.plan(context)),
              resident::rest);
    }
  }

  /** What carries out iterations. */
  IterationRunner runner() {
    return runner;
  }

  /**
   * Asks for containers while it is not yet known what they will work on, so that they start
   * meanwhile. Where there are none to be had, the run goes on without.
   *
   * @param bytes guessed of the packed data
   * @param factor arithmetic for each value, in units of one linear model
   */
  void hire(long bytes, double factor) throws IOException {
    if (resident != null) {
      try {
        resident.hire(site.early(bytes, factor));
      } catch (ResidentUnavailableException e) {
        LOG.info("No containers before the first iteration: {}", e.getMessage());
      }
    }
  }

  /** Packs with the containers that were asked for, or, where they are not to be had, otherwise. */
  Packer packer(Packer otherwise, StopSignal stop, RunListener listener) {
    if (resident == null) {
      return otherwise;
    }
    Packer workers = new PiecePacker(conf, resident.hands(stop, listener));
    return request -> {
      try {
        return workers.pack(request);
      } catch (ResidentUnavailableException e) {
        listener.phase("packing with a MapReduce job, because " + e.getMessage());
        resident.rest(e.getMessage());
        return otherwise.pack(request);
      }
    };
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
    return new ChoosingRunner.Prospect.Estimate(plan.staff().holdsAll(), work.seconds() / cores);
  }
}
