package org.trainyard.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trainyard.am.facts.RunFacts;
import org.trainyard.am.facts.RunFactsReader;
import org.trainyard.formats.event.DeviceUse;
import org.trainyard.it.cluster.GpuHadoop;
import org.trainyard.it.cluster.Trainyard;

/**
 * Where one of two nodes has GPUs, containers with and without one train the model that one process
 * gives, byte for byte; what cannot be had is refused by who requires it, and done without by who
 * does not. The GPUs are those of the stand-in for a driver.
 */
@Tag("own-jvm")
class MixesGpuAndCpuContainersIT {
  private static final String DEVICE = "stand-in on the CPU";
  private static final String NOT_GRANTED = "no GPU was granted to this container";

  /** Main classes of processes that map, ours and Hadoop's. */
  private static final Pattern MAPPER =
      Pattern.compile("org.trainyard.am.worker.WorkerMain|org.apache.hadoop.mapred.YarnChild");

  private static final String[] ONE_STEP = {"--max-iterations", "1"};

  private static GpuHadoop cluster;
  private static Trainyard trainyard;
  private static String a9a;
  private static TrainedRun local;

  @BeforeAll
  static void start() throws Exception {
    cluster = new GpuHadoop();
    // Clients could load a driver too.
    trainyard = Trainyard.on(cluster.conf()).with(cluster.driver());
    a9a = TrainedRun.a9a(cluster.fs());
    local = TrainedRun.at(cluster.conf(), "/runs/gpu-local");
    Trainyard.Result result = trainyard.run(local.command(ONE_STEP, a9a, "--engine", "local"));
    assertEquals(TrainedRun.CUT_OFF, result.exit(), result.out());
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @BeforeEach
  void oneNodeHasTwo() throws Exception {
    cluster.offer(2, 0);
  }

  private static TrainedRun train(String name, String... more) throws Exception {
    TrainedRun run = TrainedRun.at(cluster.conf(), "/runs/gpu-" + name);
    Trainyard.Result result = trainyard.run(run.command(ONE_STEP, a9a, more));
    assertEquals(TrainedRun.CUT_OFF, result.exit(), result.out());
    assertArrayEquals(local.modelBytes(), run.modelBytes(), result.out());
    return run;
  }

  private static RunFacts facts(TrainedRun run) throws Exception {
    return new RunFactsReader(cluster.conf(), run.layout().run()).read(System.currentTimeMillis());
  }

  private static long working(TrainedRun run) throws Exception {
    if (!cluster.fs().exists(run.layout().runDocument())) {
      return 0;
    }
    return facts(run).workers().stream()
        .filter(worker -> worker.presence() == RunFacts.Presence.WORKING)
        .count();
  }

  /** Seconds of GPUs that YARN counted for a run and its jobs. */
  private static long gpuSeconds(TrainedRun run) throws Exception {
    String tag = "trainyard-run:" + facts(run).head().runId();
    long seconds = 0;
    try (YarnClient client = YarnClient.createYarnClient()) {
      client.init(cluster.conf());
      client.start();
      for (ApplicationReport report : client.getApplications(null, null, Set.of(tag))) {
        seconds +=
            report
                .getApplicationResourceUsageReport()
                .getResourceSecondsMap()
                .getOrDefault("yarn.io/gpu", 0L);
      }
    }
    return seconds;
  }

  /** Only what maps has loaded a driver: no client, no ApplicationMaster. */
  private static List<String> mappers() throws Exception {
    List<String> mappers = new ArrayList<>();
    for (String command : cluster.loaded()) {
      Matcher main = MAPPER.matcher(command);
      assertTrue(main.find(), "loaded a driver: " + command);
      mappers.add(main.group());
    }
    return mappers;
  }

  @Test
  void autoAsksForWhatIsFreeAndForTheRestWithout() throws Exception {
    cluster.offer(1, 0);
    TrainedRun run = TrainedRun.at(cluster.conf(), "/runs/gpu-auto");
    Trainyard.Running running =
        trainyard.start(
            run.command(
                TrainedRun.ENDLESS,
                a9a,
                "--engine",
                "resident",
                "--containers",
                "2",
                "--gpu",
                "auto"));
    // Whoever comes first begins: the other's splits are its own from its first iteration on.
    running.until("both are there", 240, () -> working(run) == 2);
    run.goesOn(running, 2);
    run.stop(running);
    run.hasTheStateOf(TrainedRun.at(cluster.conf(), "/runs/gpu-local-endless"), trainyard, a9a);
    RunFacts facts = facts(run);
    assertTrue(
        facts.events().toString().contains("2 container(s), 1 with a GPU,"),
        facts.events().toString());
    assertTrue(gpuSeconds(run) > 0, "GPUs were granted");
    // Who mapped splits on what: one container on its device, the other without.
    Map<String, DeviceUse> uses = new TreeMap<>();
    for (RunFacts.Worker worker : facts.workers()) {
      if (worker.sum() != null && worker.sum().attempts() > 0) {
        uses.put(worker.worker(), worker.sum().device());
      }
    }
    assertEquals(2, uses.size(), uses.toString());
    for (DeviceUse use : uses.values()) {
      boolean device = use.device().startsWith(DEVICE);
      assertEquals(!device, use.fallbacks().containsKey(NOT_GRANTED), use.toString());
      assertEquals(device, use.rows() > 0, use.toString());
    }
    assertEquals(1, uses.values().stream().filter(use -> use.rows() > 0).count(), uses.toString());
    assertTrue(mappers().contains("org.trainyard.am.worker.WorkerMain"));
  }

  @Test
  void requireGivesEveryTaskOfAJobOne() throws Exception {
    TrainedRun run = train("require", "--gpu", "require", "--engine", "chained", "--splits", "1");
    DeviceUse use = facts(run).device();
    assertNotNull(use);
    assertTrue(use.device().startsWith(DEVICE), use.toString());
    assertTrue(use.rows() > 0, use.toString());
    assertTrue(gpuSeconds(run) > 0, "GPUs were granted");
    assertTrue(mappers().contains("org.apache.hadoop.mapred.YarnChild"));
  }

  @Test
  void whereNoNodeOffersOneAutoGoesOnAndRequireIsRefused() throws Exception {
    cluster.offer(0, 0);
    TrainedRun run = train("none", "--engine", "resident", "--containers", "1", "--gpu", "auto");
    DeviceUse use = facts(run).device();
    assertEquals(0, use.rows());
    assertEquals(Set.of(NOT_GRANTED), use.fallbacks().keySet());
    assertEquals(0, gpuSeconds(run));
    TrainedRun refused = TrainedRun.at(cluster.conf(), "/runs/gpu-refused");
    Trainyard.Result result = trainyard.run(refused.command(ONE_STEP, a9a, "--gpu", "require"));
    assertEquals(2, result.exit(), result.out());
    assertTrue(result.out().contains("no running node offers one"), result.out());
  }
}
