package org.trainyard.oozie;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.oozie.client.OozieClient;
import org.apache.oozie.client.WorkflowJob.Status;
import org.apache.oozie.local.LocalOozie;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.trainyard.formats.registry.ModelRegistry;
import org.trainyard.formats.registry.ModelVersion;
import org.trainyard.formats.run.RunLayout;

/**
 * The nightly retraining as shipped, in Oozie 5.2.1: a good night in which a launcher is killed,
 * one that is not good enough, one that is no better, and one without data. Then a shell action, and
 * a workflow that is killed.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NightlyWorkflowIT {
  private static final String TRAINING =
      """
      <configuration>
        <property><name>trainyard.stop.max-iterations</name><value>%d</value></property>
        <property><name>trainyard.engine.engine</name><value>%s</value></property>
        <property><name>trainyard.engine.splits</name><value>1</value></property>
        <property><name>trainyard.input.chunk-bytes</name><value>262144</value></property>
      </configuration>
      """;

  private static final String GOOD = "2026-04-12";
  private static final String WORSE = "2026-04-13";
  private static OozieCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster = OozieCluster.start(java.nio.file.Path.of("target", "oozie"));
    for (String night : List.of(GOOD, WORSE)) {
      put("a9a.libsvm.gz", "samples/" + night);
      put("a9a.t.libsvm.gz", "records/" + night);
    }
    put("a9a.t.libsvm.gz", "test");
  }

  private static void put(String file, String folder) throws Exception {
    java.nio.file.Path data =
        java.nio.file.Path.of(System.getProperty("trainyard.data"), "a9a", file);
    Night.copy(cluster.fs(), data, new Path("/data/churn/" + folder + "/" + file));
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static ModelRegistry registry() throws Exception {
    return new ModelRegistry(cluster.conf(), new Path("/models"));
  }

  @Test
  @Order(1)
  void aGoodNightSurvivesItsLauncherAndPublishes() throws Exception {
    Night.install(cluster.fs(), String.format(TRAINING, 3, "chained"));
    Night night = Night.start(cluster, "night", GOOD, "l2", "1e-4,1e-2", "folds", "2");
    RunLayout run = new RunLayout(new Path("/data/churn/nightly/" + GOOD + "/run"));
    killLauncherAfterTheFirstIteration(night, run);
    night.end(Status.SUCCEEDED);

    assertEquals(
        List.of("pack", "train", "evaluate", "good-enough", "publish", "better", "predict", "end"),
        night.nodes());
    Properties train = night.wrote("train");
    assertEquals("5", train.getProperty("trainyard.exit-code"), train.toString());
    assertEquals("false", train.getProperty("trainyard.converged"));
    assertEquals("3", train.getProperty("trainyard.iterations"));
    assertTrue(train.getProperty("trainyard.model").endsWith("/run/model/model.avro"));
    assertEquals("32561", night.wrote("pack").getProperty("trainyard.rows"));

    ModelVersion published = registry().current("churn").orElseThrow();
    assertEquals(1, published.number());
    assertEquals(
        night.wrote("evaluate").getProperty("trainyard.auc"),
        published.document().metrics().get("auc").toString());
    assertEquals("1", night.wrote("publish").getProperty("trainyard.version"));
    assertEquals("16281", night.wrote("predict").getProperty("trainyard.samples"));
    assertTrue(cluster.fs().exists(new Path("/data/churn/nightly/" + GOOD + "/scores")));
    drivenOnceAtATime(run);
  }

  /**
   * YARN starts the launcher again, and what it runs finds its run. Oozie 5 means to kill what the
   * launcher before left running, but looks only for what was started since the launcher itself
   * began, which is nothing; an Oozie that found it would make the run go on from its last
   * iteration.
   */
  private static void killLauncherAfterTheFirstIteration(Night night, RunLayout run)
      throws Exception {
    while (night.runs() && !cluster.fs().exists(run.iterationSuccess(1))) {
      LockSupport.parkNanos(20_000_000);
    }
    List<ProcessHandle> launchers =
        ProcessHandle.allProcesses()
            .filter(process -> process.info().command().orElse("").endsWith("java"))
            .filter(
                process ->
                    String.join(" ", process.info().arguments().orElse(new String[0]))
                        .contains("org.apache.oozie.action.hadoop.LauncherAM"))
            .filter(NightlyWorkflowIT::isOfThisCluster)
            .toList();
    assertEquals(1, launchers.size(), night::told);
    launchers.get(0).destroyForcibly();
  }

  private static boolean isOfThisCluster(ProcessHandle process) {
    try {
      return java.nio.file.Files.readSymbolicLink(
              java.nio.file.Path.of("/proc", Long.toString(process.pid()), "cwd"))
          .startsWith(cluster.work());
    } catch (java.io.IOException e) {
      // It ended meanwhile, or is somebody else's.
      return false;
    }
  }

  /** The applications that drove the run did so one after the other, each with Oozie's tag. */
  private static void drivenOnceAtATime(RunLayout run) throws Exception {
    try (YarnClient yarn = YarnClient.createYarnClient()) {
      yarn.init(cluster.conf());
      yarn.start();
      List<ApplicationReport> drivers =
          yarn.getApplications(java.util.Set.of("TRAINYARD")).stream()
              .sorted(java.util.Comparator.comparing(ApplicationReport::getStartTime))
              .toList();
      for (int i = 1; i < drivers.size(); i++) {
        assertTrue(
            drivers.get(i - 1).getFinishTime() <= drivers.get(i).getStartTime(),
            drivers.toString());
      }
      assertTrue(!drivers.isEmpty() && drivers.size() <= 2, drivers.toString());
      Map<String, Long> untagged =
          yarn.getApplications().stream()
              .filter(application -> !application.getApplicationType().equals("Oozie Launcher"))
              .filter(
                  application ->
                      application.getApplicationTags().stream()
                          .noneMatch(tag -> tag.startsWith("oozie-")))
              .collect(
                  Collectors.toMap(
                      application -> application.getApplicationId() + application.getName(),
                      ApplicationReport::getStartTime));
      assertEquals(Map.of(), untagged);
    }
  }

  @Test
  @Order(2)
  void aNightBelowTheBoundStopsAndSaysWhy() throws Exception {
    Night.install(cluster.fs(), String.format(TRAINING, 3, "local"));
    Night night =
        Night.start(cluster, "night", WORSE, "l2", "10", "folds", "2", "bound", "0.99")
            .end(Status.KILLED);
    String message = night.node("poor").getErrorMessage();
    assertTrue(message.contains("auc is 0.") && message.contains("has to be 0.99"), message);
    assertEquals(1, registry().versions("churn").size());
  }

  @Test
  @Order(3)
  void aNightThatIsNoBetterLeavesTheCurrentVersion() throws Exception {
    // What the night before left is found: nothing is packed or trained again.
    Night night =
        Night.start(cluster, "night", WORSE, "l2", "10", "folds", "2", "ifNotBetter", "stop")
            .end(Status.KILLED);
    String message = night.node("not-better").getErrorMessage();
    assertTrue(message.contains("is no better than that of the current churn@1"), message);
    assertEquals("false", night.wrote("publish").getProperty("trainyard.published"));
    assertEquals(1, registry().versions("churn").size());
  }

  @Test
  @Order(4)
  void aNightWithoutSamplesSaysWhatIsMissing() throws Exception {
    Night.install(cluster.fs(), String.format(TRAINING, 3, "local"));
    Night night = Night.start(cluster, "night", "2026-04-14").end(Status.KILLED);
    String message = night.node("failed").getErrorMessage();
    assertTrue(
        message.contains("there is nothing at") && message.contains("/samples/2026-04-14"),
        message);
    assertTrue(message.contains("exit code [2]"), message);
    assertEquals(List.of("pack", "failed"), night.nodes());
  }

  @Test
  @Order(6)
  void aShellActionTrainsAndTellsTheNextOneWhatCameOut() throws Exception {
    Night shell = shell("short", 2, "local").end(Status.SUCCEEDED);
    Properties told = shell.wrote("train");
    assertEquals("2", told.getProperty("trainyard.iterations"), told.toString());
    assertTrue(told.getProperty("trainyard.model").endsWith("/short/model/model.avro"));
  }

  @Test
  @Order(7)
  void whenAWorkflowIsKilledNothingOfItIsLeftRunning() throws Exception {
    Night shell = shell("long", 100_000, "resident");
    RunLayout run = new RunLayout(new Path("/data/shell/long"));
    while (shell.runs() && !cluster.fs().exists(run.iterationSuccess(2))) {
      LockSupport.parkNanos(20_000_000);
    }
    assertEquals(2, live().size(), "the launcher and the run: " + shell.told());
    cluster.oozie().kill(shell.id());
    shell.end(Status.KILLED);
    long end = System.nanoTime() + 60_000_000_000L;
    while (!live().isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(100_000_000);
    }
    assertEquals(List.of(), live());
    assertTrue(cluster.fs().exists(run.iterationSuccess(2)), "what is finished stays");
    assertFalse(cluster.fs().exists(run.modelSuccess()));
  }

  /** The workflow of one shell action, started. */
  private static Night shell(String name, int iterations, String engine) throws Exception {
    Path application = new Path("/apps/trainyard/shell");
    for (String file : List.of("workflow.xml", "train.sh")) {
      java.net.URL resource = NightlyWorkflowIT.class.getResource("/shell/" + file);
      Night.copy(
          cluster.fs(),
          java.nio.file.Path.of(resource.toURI()),
          new Path(application, file));
    }
    Night.copy(
        cluster.fs(),
        java.nio.file.Path.of(System.getProperty("trainyard.job.jar")),
        new Path(application, "trainyard.jar"));
    Properties properties =
        Night.properties(
            cluster,
            "input",
            cluster.fs().getUri() + "/data/churn/samples/" + GOOD,
            "output",
            cluster.fs().getUri() + "/data/shell/" + name,
            "iterations",
            Integer.toString(iterations),
            "engine",
            engine);
    properties.setProperty(OozieClient.APP_PATH, cluster.fs().getUri() + application.toString());
    return new Night(cluster.oozie(), cluster.oozie().run(properties));
  }

  /** What runs, or waits to run, on the cluster. */
  private static List<String> live() throws Exception {
    try (YarnClient yarn = YarnClient.createYarnClient()) {
      yarn.init(cluster.conf());
      yarn.start();
      return yarn
          .getApplications(
              EnumSet.of(YarnApplicationState.ACCEPTED, YarnApplicationState.RUNNING))
          .stream()
          .map(application -> application.getApplicationType() + " " + application.getName())
          .toList();
    }
  }

  @Test
  @Order(5)
  void theCoordinatorWaitsForTheNightsSamplesAndRecords() throws Exception {
    Night.install(cluster.fs(), String.format(TRAINING, 3, "local"));
    Properties properties =
        Night.properties(cluster, "start", GOOD + "T02:00Z", "end", "2026-04-14T02:00Z");
    properties.remove(OozieClient.APP_PATH);
    properties.setProperty(OozieClient.COORDINATOR_APP_PATH, "${application}/coordinator.xml");
    String plan = LocalOozie.getCoordClient().dryrun(properties);
    // What the first night waits for, and what it then runs.
    for (String folder : List.of("samples", "records")) {
      String uri = cluster.fs().getUri() + "/data/churn/" + folder + "/" + GOOD;
      assertTrue(plan.contains("<uris>" + uri + "</uris>"), plan);
    }
    assertTrue(plan.contains("/apps/trainyard/nightly/workflow.xml</app-path>"), plan);
  }
}
