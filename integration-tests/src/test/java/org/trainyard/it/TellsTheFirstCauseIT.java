package org.trainyard.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.trainyard.it.cluster.Await;
import org.trainyard.it.cluster.MiniHadoop;
import org.trainyard.it.cluster.Trainyard;

/**
 * {@code logs} and {@code status} of runs that really failed: a bad record, a task without memory,
 * a killed ApplicationMaster while the run goes on, and a cluster that does not answer.
 */
@ExtendWith(MiniHadoop.class)
class TellsTheFirstCauseIT {
  private static void assertTold(Trainyard.Result result, String... fragments) {
    assertEquals(0, result.exit(), result.out());
    for (String fragment : fragments) {
      assertTrue(result.out().contains(fragment), fragment + " is not told in:\n" + result.out());
    }
  }

  private static JsonNode document(Trainyard.Result result) throws Exception {
    return new ObjectMapper().readTree(result.out().substring(result.out().indexOf("{\n")));
  }

  /** The one MapReduce application of the run with this tag. */
  private static String job(Configuration conf, String tag) throws Exception {
    try (YarnClient yarn = YarnClient.createYarnClient()) {
      yarn.init(conf);
      yarn.start();
      return yarn.getApplications(Set.of("MAPREDUCE"), null, Set.of(tag))
          .get(0)
          .getApplicationId()
          .toString();
    }
  }

  @Test
  void aBadRecordAndAClusterThatDoesNotAnswer(MiniHadoop.Cluster cluster) throws Exception {
    Path input = new Path("/data/cause.libsvm");
    try (OutputStream out = cluster.fs().create(input, true)) {
      String good = "+1 1:1 3:0.5\n-1 2:1 3:0.25\n".repeat(100);
      out.write((good + "+1 1:oops\n").getBytes(StandardCharsets.UTF_8));
    }
    TrainedRun run = TrainedRun.at(cluster.conf(), "/runs/cause-record");
    Trainyard trainyard = Trainyard.on(cluster.conf());
    Trainyard.Result failed =
        trainyard.run(
            run.command(input.toString(), "--engine", "chained", "--tags", "cause-record"));
    assertEquals(3, failed.exit(), failed.out());

    String path = run.layout().run().toString();
    assertTold(
        trainyard.run("logs", path),
        "cause        ",
        "cause.libsvm, line 201",
        "container    container_",
        "in the log   syslog, line ",
        "whole log    trainyard logs container_");
    JsonNode ofRun = document(trainyard.run("status", path, "--json"));
    assertEquals("failed", ofRun.path("state").asText());

    // By the application's id, and by that of its one job, the run is found.
    String id = ofRun.at("/application/id").asText();
    Trainyard.Result told = trainyard.run("status", id);
    assertTold(told, "state      FINISHED, final FAILED, queue", "run        " + path, "failed: ");
    assertTold(told, "cause.libsvm, line 201");
    JsonNode ofJob =
        document(trainyard.run("status", job(cluster.conf(), "cause-record"), "--json"));
    assertEquals(id, ofJob.at("/driver/id").asText(), ofJob.toString());
    assertEquals(0, ofJob.path("progress").asDouble(1), "no iteration is done");

    Configuration elsewhere = cluster.conf();
    elsewhere.set("yarn.resourcemanager.address", "127.0.0.1:1");
    Trainyard without = Trainyard.on(elsewhere);
    JsonNode status = document(without.run("status", path, "--json"));
    assertNotEquals("finished", status.path("state").asText());
    assertTrue(status.path("missing").toString().contains("refused"), status.toString());
    assertTold(without.run("logs", path), "missing: the ResourceManager could not be asked");
  }

  @Test
  void aTaskWithoutMemory(MiniHadoop.Cluster cluster) throws Exception {
    TrainedRun run = TrainedRun.at(cluster.conf(), "/runs/cause-memory");
    Trainyard trainyard = Trainyard.on(cluster.conf());
    Trainyard.Result failed =
        trainyard.run(
            run.command(
                TrainedRun.a9a(cluster.fs()),
                "--engine",
                "chained",
                "--splits",
                "2",
                "-Dmapreduce.map.java.opts=-Xmx40m -XX:+ExitOnOutOfMemoryError",
                "-Dmapreduce.task.io.sort.mb=64",
                "-Dmapreduce.map.maxattempts=1"));
    assertEquals(4, failed.exit(), failed.out());
    Trainyard.Result told = trainyard.run("logs", run.layout().run().toString(), "--json");
    JsonNode cause = document(told).path("cause");
    assertTrue(cause.path("what").asText().contains("map task"), told.out());
    assertTrue(cause.path("fatal").asBoolean(), told.out());
    JsonNode log = document(told).path("log");
    assertEquals(cause.path("container"), log.path("container"), told.out());
    assertTrue(log.path("lines").toString().contains("OutOfMemoryError"), told.out());
    // The container's id opens all of its log.
    assertTold(
        trainyard.run("logs", cause.path("container").asText()),
        "==> container_",
        "OutOfMemoryError");
  }

  @Test
  void aKilledMasterWhileTheRunGoesOn(MiniHadoop.Cluster cluster) throws Exception {
    TrainedRun run = TrainedRun.at(cluster.conf(), "/runs/cause-killed");
    Trainyard trainyard = Trainyard.on(cluster.conf());
    String a9a = TrainedRun.a9a(cluster.fs());
    Trainyard.Running running =
        trainyard.start(run.command(a9a, "--engine", "chained", "--splits", "1"));
    running.until("the first iteration", 240, () -> run.finished(1));
    List<ProcessHandle> masters = run.processes("ApplicationMasterMain");
    assertEquals(1, masters.size(), "masters to kill");
    masters.get(0).destroyForcibly();
    String path = run.layout().run().toString();
    Await.until(
        "the failure is told while the run is live",
        120,
        () -> {
          Trainyard.Result told = trainyard.run("logs", path);
          return told.out().contains("attempt 1 of the ApplicationMaster failed; the run went on")
              && told.out().contains("137");
        });
    Trainyard.Result result = running.await();
    assertEquals(TrainedRun.CUT_OFF, result.exit(), result.out());
    assertTold(trainyard.run("logs", path), "The run is finished", "attempt 1 of the Applic");
    assertEquals(
        "finished", document(trainyard.run("status", path, "--json")).path("state").asText());
  }
}
