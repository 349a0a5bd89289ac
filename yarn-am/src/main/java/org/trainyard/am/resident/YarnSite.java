package org.trainyard.am.resident;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.am.client.WorkerLaunch;
import org.trainyard.am.cluster.GpuSupply;
import org.trainyard.am.config.YarnKeys;
import org.trainyard.am.container.ContainerPlan;
import org.trainyard.am.container.GpuPolicy;
import org.trainyard.am.container.YarnContainers;
import org.trainyard.am.exchange.ExchangeFolder;
import org.trainyard.am.exchange.ExchangeToken;
import org.trainyard.am.exchange.MasterServer;
import org.trainyard.am.exchange.Setup;
import org.trainyard.formats.dataset.BlockReference;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.device.DeviceKeys;
import org.trainyard.mapreduce.device.DeviceKeys.Wish;
import org.trainyard.mapreduce.engine.RunContext;
import org.trainyard.mapreduce.iteration.SegmentInputFormat;
import org.trainyard.mapreduce.iteration.SegmentSplit;
import org.trainyard.mapreduce.problem.RunProblem;
import org.trainyard.mapreduce.problem.SegmentPlan;

/** A resident engine in YARN's containers. Belongs to the run's thread. */
public final class YarnSite implements ResidentSite {
  private static final Logger LOG = LoggerFactory.getLogger(YarnSite.class);

  /** A worker that was started says hello within this time, on the busiest of nodes. */
  private static final Duration START = Duration.ofSeconds(120);

  /** Others may have taken the GPUs that were free a moment ago. */
  private static final Duration GPU_PATIENCE = Duration.ofSeconds(10);

  private final Configuration conf;
  private final GpuSupply gpus;
  private final YarnContainers containers;
  private final ApplicationAttemptId attempt;
  private final String host;
  private final Path run;
  private final Path staging;
  private final WorkOf work;
  private final Consumer<RunEvent> events;
  private ContainerPlan early;
  private ResidentPlan plan;

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
   * @param run its directory
   * @param staging folder of the run
   * @param gpus of the cluster, before this attempt asked for any
   * @param events told what becomes of containers
   */
  public YarnSite(
      Configuration conf,
      YarnContainers containers,
      ApplicationAttemptId attempt,
      String host,
      Path run,
      Path staging,
      WorkOf work,
      GpuSupply gpus,
      Consumer<RunEvent> events) {
    this.gpus = gpus;
    this.events = events;
    this.conf = conf;
    this.containers = containers;
    this.attempt = attempt;
    this.host = host;
    this.run = run;
    this.staging = staging;
    this.work = work;
  }

  /** The plan for a run, as far as it can be told before its containers are there. */
  public ResidentPlan plan(RunContext context) throws IOException {
    if (plan != null) {
      return plan;
    }
    ResidentPlan.Work needed = work.of(context);
    RunProblem problem = context.problem();
    List<Piece> splits =
        SegmentInputFormat.splits(conf, problem, ResidentPlan.splits(needed)).stream()
            .map(split -> piece(problem, split))
            .toList();
    plan =
        ResidentPlan.of(
            conf,
            needed,
            splits,
            containers.largestMemoryMb(),
            TrainingKeys.REDUCERS.get(context.execution()).intValue(),
            early);
    plan = plan.staffed(GpuPolicy.staff(wish(), plan.staff(), gpus));
    return plan;
  }

  private static Piece piece(RunProblem problem, SegmentSplit split) {
    Map<String, Long> files = new LinkedHashMap<>();
    for (SegmentPlan segment : split.segments()) {
      for (BlockReference block : segment.blocks()) {
        Path file = new Path(problem.dataset(segment.role()), block.file());
        files.merge(file.toUri().getPath(), (long) block.bytes(), Long::sum);
      }
    }
    return new Piece(split.getLength(), Arrays.asList(split.getLocations()), files);
  }

  /**
   * The containers to ask for before the problem is known.
   *
   * @param bytes guessed of the packed data
   * @param factor arithmetic for each value, in units of one linear model
   */
  public ContainerPlan early(long bytes, double factor) {
    ResidentPlan.Work guessed = new ResidentPlan.Work(bytes, factor, 0);
    early =
        GpuPolicy.staff(
            wish(),
            ResidentPlan.staff(
                conf, guessed, ResidentPlan.splits(guessed), containers.largestMemoryMb()),
            gpus);
    return early;
  }

  private Wish wish() {
    return DeviceKeys.GPU.get(conf::get);
  }

  @Override
  public Course packing(ContainerPlan staff, List<Piece> pieces) {
    return new Course(pieces, staff, Setup.unpacked(attempt.getAttemptId(), path()));
  }

  @Override
  public Course iterating(RunContext context) throws IOException {
    ResidentPlan made = plan(context);
    LOG.info("Resident engine: {}", made.describe());
    context.listener().phase("resident engine: " + made.describe());
    return new Course(
        made.pieces(),
        made.staff(),
        new Setup(attempt.getAttemptId(), path(), made.pieces().size(), made.shards()));
  }

  private String path() {
    return run.toString();
  }

  @Override
  public Open open(Course course) throws IOException {
    ResidentPlan.refuseBeyond(containers.largestMemoryMb(), course.staff().size().memoryMb());
    int epoch = attempt.getAttemptId();
    ExchangeFolder folder = new ExchangeFolder(staging.getFileSystem(conf), staging);
    UserGroupInformation user = UserGroupInformation.getCurrentUser();
    ExchangeToken token = folder.token(user.getShortUserName(), path());
    RunningState states = new RunningState();
    ResidentEngine engine = new ResidentEngine();
    MasterServer server = new MasterServer(conf, token, host, epoch, engine, states);
    Crew crew = new Crew(containers, server.workers(), settings(), diary());
    engine.start(new ResidentMaster(crew, course, server.workers(), settings(), engine::post));
    WorkerLaunch launch = launch(token, server.address(), user.getCredentials());
    containers.listen(engine, size -> launch.context(size.heapMb(), size.gpus()));
    // Now that the containers of an earlier attempt are known, their workers may say hello.
    folder.announce(server.address());
    return new Open(engine, states, server);
  }

  private CrewDiary diary() {
    String queue = YarnKeys.QUEUE.get(conf::get);
    return new CrewDiary(
        events, Clock.systemUTC(), queue == null ? conf.get(MRJobConfig.QUEUE_NAME) : queue);
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
            staging.toString(),
            WorkerLaunch.CORES,
            Integer.toString(ResidentPlan.cores(conf))));
  }

  private ResidentSettings settings() {
    return new ResidentSettings(
        YarnKeys.SPECULATION.get(conf::get)
            ? ResidentSettings.Speculation.ON
            : ResidentSettings.Speculation.OFF,
        Duration.ofSeconds(YarnKeys.CONTAINER_SILENCE.get(conf::get)),
        START,
        wish() == Wish.AUTO ? GPU_PATIENCE : null);
  }
}
