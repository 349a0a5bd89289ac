package org.trainyard.am.resident;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.am.client.WorkerLaunch;
import org.trainyard.am.config.YarnKeys;
import org.trainyard.am.container.YarnContainers;
import org.trainyard.am.exchange.ExchangeFolder;
import org.trainyard.am.exchange.ExchangeToken;
import org.trainyard.am.exchange.MasterServer;
import org.trainyard.am.exchange.Setup;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.engine.RunContext;
import org.trainyard.mapreduce.iteration.SegmentInputFormat;
import org.trainyard.mapreduce.iteration.SegmentSplit;

/** A resident engine in YARN's containers. */
public final class YarnSite implements ResidentSite {
  private static final Logger LOG = LoggerFactory.getLogger(YarnSite.class);

  /** A worker that was started says hello within this time, on the busiest of nodes. */
  private static final Duration START = Duration.ofSeconds(120);

  private final Configuration conf;
  private final YarnContainers containers;
  private final ApplicationAttemptId attempt;
  private final String host;
  private final Path staging;
  private final WorkOf work;

  /** Knows what an iteration of a run works on. */
  @FunctionalInterface
  public interface WorkOf {
    /** The work of an iteration. */
    ResidentPlan.Work of(RunContext run) throws IOException;
  }

  /**
   * For one attempt.
   *
   * @param host of this node, as workers know it
   * @param staging folder of the run
   */
  public YarnSite(
      Configuration conf,
      YarnContainers containers,
      ApplicationAttemptId attempt,
      String host,
      Path staging,
      WorkOf work) {
    this.conf = conf;
    this.containers = containers;
    this.attempt = attempt;
    this.host = host;
    this.staging = staging;
    this.work = work;
  }

  /** The plan for a run, as far as it can be told before its containers are there. */
  public ResidentPlan plan(RunContext run) throws IOException {
    ResidentPlan.Work needed = work.of(run);
    List<SegmentSplit> splits =
        SegmentInputFormat.splits(conf, run.problem(), ResidentPlan.splits(needed));
    return ResidentPlan.of(
        conf,
        needed,
        splits,
        containers.largestMemoryMb(),
        TrainingKeys.REDUCERS.get(run.execution()).intValue());
  }

  @Override
  public Open open(RunContext run) throws IOException {
    ResidentPlan plan = plan(run);
    ResidentPlan.refuseBeyond(containers.largestMemoryMb(), plan.staff().size().memoryMb());
    LOG.info("Resident engine: {}", plan.describe());
    run.listener().phase("resident engine: " + plan.describe());
    int epoch = attempt.getAttemptId();
    String path = run.layout().run().toString();
    ExchangeFolder folder = new ExchangeFolder(staging.getFileSystem(conf), staging);
    UserGroupInformation user = UserGroupInformation.getCurrentUser();
    ExchangeToken token = folder.token(user.getShortUserName(), path);
    RunningState states = new RunningState();
    ResidentEngine engine = new ResidentEngine();
    MasterServer server = new MasterServer(conf, token, host, epoch, engine, states);
    Crew crew = new Crew(containers, server.workers(), settings(plan), plan.staff(), plan.pieces());
    engine.start(
        new ResidentMaster(
            crew,
            new SplitLedger(plan.pieces()),
            server.workers(),
            settings(plan),
            new Setup(epoch, path, plan.pieces().size(), plan.shards()),
            engine::post));
    WorkerLaunch launch = launch(token, server.address(), user.getCredentials());
    containers.listen(engine, size -> launch.context(size.heapMb()));
    // Now that the containers of an earlier attempt are known, their workers may say hello.
    folder.announce(server.address());
    return new Open(engine, states, server);
  }

  private WorkerLaunch launch(
      ExchangeToken token, ExchangeFolder.MasterAddress address, Credentials own)
      throws IOException {
    Credentials credentials = new Credentials(own);
    token.addTo(credentials);
    return new WorkerLaunch(
        conf,
        staging,
        attempt.getApplicationId(),
        credentials,
        Map.of(
            WorkerLaunch.MASTER,
            address.host() + ":" + address.port(),
            WorkerLaunch.EXCHANGE,
            staging.toString()));
  }

  private ResidentSettings settings(ResidentPlan plan) {
    return new ResidentSettings(
        plan.shards(),
        YarnKeys.SPECULATION.get(conf::get)
            ? ResidentSettings.Speculation.ON
            : ResidentSettings.Speculation.OFF,
        Duration.ofSeconds(YarnKeys.CONTAINER_SILENCE.get(conf::get)),
        START);
  }
}
