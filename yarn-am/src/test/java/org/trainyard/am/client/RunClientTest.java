package org.trainyard.am.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.am.cluster.FakeCluster;
import org.trainyard.am.cluster.FolderTag;
import org.trainyard.am.cluster.RunTag;
import org.trainyard.formats.config.InvalidSettingsException;
import org.trainyard.formats.run.RunDocument;

class RunClientTest {
  private static final RunDocument RUN =
      new RunDocument(1, "r1", "a9a", "0.1", "ann", 0, new TreeMap<>());

  @TempDir private Path folder;
  private final Configuration conf = new Configuration();
  private final FakeCluster cluster = new FakeCluster();
  private RunDirectory directory;
  private RunClient client;

  @BeforeEach
  void configure() throws IOException {
    Path jar = Files.writeString(folder.resolve("trainyard.jar"), "classes");
    conf.set("mapreduce.job.jar", jar.toString());
    conf.set("mapreduce.job.credentials.binary", "/tokens/of/this/machine");
    directory =
        new RunDirectory(conf, new org.apache.hadoop.fs.Path(folder.resolve("run").toUri()));
    client = new RunClient(conf, cluster, Clock.systemUTC());
  }

  @Test
  void submitsWhatItStagedAndRecordsTheApplication() throws Exception {
    directory.askToStop("an earlier wish");
    ApplicationId id = client.submit(directory, RUN);
    ApplicationSubmissionContext context = cluster.submitted.get(0);
    assertEquals(id, context.getApplicationId());
    assertTrue(context.getApplicationTags().contains("trainyard-run:r1"));
    assertEquals(
        directory.layout().run(), FolderTag.find(context.getApplicationTags()).orElseThrow());
    assertEquals(id, directory.application().orElseThrow().id());
    assertFalse(Files.exists(folder.resolve("run/stop")), "an old wish to stop does not count");

    Configuration staged = new Configuration(false);
    staged.addResource(
        new org.apache.hadoop.fs.Path(folder.resolve("run/.staging/" + id + ".xml").toUri()));
    assertTrue(staged.get("mapreduce.job.jar").contains("/run/.staging/trainyard-"));
    assertEquals("trainyard-run:r1", staged.get("mapreduce.job.tags"), "all jobs carry the tag");
    assertNull(staged.get("mapreduce.job.credentials.binary"), "a file of this machine");
  }

  @Test
  void theStagingFolderIsTheUsersWhereOneIsNamed() {
    conf.set("trainyard.yarn.stage-dir", "/stage");
    assertEquals("/stage/r1", RunClient.stagingFolder(conf, directory.layout(), RUN).toString());
  }

  @Test
  void aMasterThatFitsNoNodeIsRefusedBeforeAnythingIsStaged() {
    conf.set("trainyard.yarn.am-memory-mb", "8192");
    conf.set("trainyard.yarn.am-cores", "64");
    InvalidSettingsException thrown =
        assertThrows(InvalidSettingsException.class, () -> client.submit(directory, RUN));
    assertEquals(2, thrown.problems().size(), thrown::getMessage);
    assertFalse(Files.exists(folder.resolve("run")));
    assertEquals(List.of(), cluster.submitted);
  }

  @Test
  void findsTheLiveApplicationOfTheRun() throws Exception {
    cluster.put(1, RunTag.APPLICATION_TYPE, YarnApplicationState.FAILED, RunTag.of("r1"));
    cluster.put(2, RunTag.APPLICATION_TYPE, YarnApplicationState.RUNNING, RunTag.of("r2"));
    assertTrue(client.live(RUN).isEmpty());
    cluster.put(3, RunTag.APPLICATION_TYPE, YarnApplicationState.ACCEPTED, RunTag.of("r1"));
    assertEquals(FakeCluster.id(3), client.live(RUN).orElseThrow().getApplicationId());
  }

  @Test
  void killsTheDriverBeforeItsJobs() throws Exception {
    cluster.put(1, RunTag.JOB_TYPE, YarnApplicationState.RUNNING, RunTag.of("r1"));
    cluster.put(2, RunTag.APPLICATION_TYPE, YarnApplicationState.RUNNING, RunTag.of("r1"));
    cluster.put(3, RunTag.JOB_TYPE, YarnApplicationState.RUNNING, RunTag.of("other"));
    assertEquals(List.of(FakeCluster.id(2), FakeCluster.id(1)), client.kill(RUN));
    assertEquals(List.of(FakeCluster.id(2), FakeCluster.id(1)), cluster.killed);
  }
}
