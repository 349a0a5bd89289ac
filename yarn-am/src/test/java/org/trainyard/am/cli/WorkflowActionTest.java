package org.trainyard.am.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.am.outcome.ExitCode;

class WorkflowActionTest {
  @Test
  void takesConfigurationTagsAndTokensFromTheLauncher(@TempDir Path folder) throws IOException {
    Path action = folder.resolve("action.xml");
    Files.writeString(
        action,
        "<configuration><property><name>oozie.child.mapreduce.job.tags</name><value>oozie-7</value></property>"
            + "<property><name>mapreduce.job.tags</name><value>ours</value></property>"
            + "<property><name>mapreduce.job.queuename</name><value>nightly</value></property></configuration>");
    Configuration conf = new Configuration(false);
    new WorkflowAction(
            Map.of(WorkflowAction.ACTION_CONFIGURATION, action.toString())::get,
            Map.of("HADOOP_TOKEN_FILE_LOCATION", "/tokens")::get)
        .prepare(conf);
    assertEquals("ours,oozie-7", conf.get("mapreduce.job.tags"), "beside the workflow's own");
    assertEquals("nightly", conf.get("mapreduce.job.queuename"));
    assertEquals("/tokens", conf.get("mapreduce.job.credentials.binary"));
  }

  @Test
  void publishesResultsAsProperties(@TempDir Path folder) throws IOException {
    Path output = folder.resolve("out.properties");
    new WorkflowAction(Map.of(WorkflowAction.ACTION_OUTPUT, output.toString())::get, name -> null)
        .publish(Map.of("model", "/run/model"));
    Properties read = new Properties();
    try (Reader reader = Files.newBufferedReader(output)) {
      read.load(reader);
    }
    assertEquals("/run/model", read.getProperty("model"));
  }

  @Test
  void aShellActionFindsItsConfigurationInTheEnvironment(@TempDir Path folder) throws IOException {
    Path action = folder.resolve("action.xml");
    Files.writeString(
        action,
        "<configuration><property><name>oozie.child.mapreduce.job.tags</name><value>oozie-7</value></property>"
            + "</configuration>");
    Configuration conf = new Configuration(false);
    WorkflowAction shell =
        new WorkflowAction(
            name -> null,
            Map.of(WorkflowAction.ACTION_CONFIGURATION_OF_SHELL, action.toString())::get);
    shell.prepare(conf);
    assertEquals("oozie-7", conf.get("mapreduce.job.tags"));
    assertFalse(shell.hasLauncher());
  }

  /** A launcher fails an action that writes more than 2 KiB, however well it ended. */
  @Test
  void leavesOutWhatALauncherWouldNotTake(@TempDir Path folder) throws IOException {
    Path output = folder.resolve("out.properties");
    Map<String, String> results = new LinkedHashMap<>();
    results.put("first", "x".repeat(10_000));
    for (int i = 0; i < 1000; i++) {
      results.put("metric-" + i, Double.toString(Math.PI * i));
    }
    new WorkflowAction(Map.of(WorkflowAction.ACTION_OUTPUT, output.toString())::get, name -> null)
        .publish(results);
    assertTrue(Files.size(output) <= 2048, "size " + Files.size(output));
    Properties read = new Properties();
    try (Reader reader = Files.newBufferedReader(output)) {
      read.load(reader);
    }
    assertEquals(500, read.getProperty("first").length());
    assertEquals("0.0", read.getProperty("metric-0"));
    assertNull(read.getProperty("metric-999"));
  }

  @Test
  void aFailureCarriesTheComplaintsAndTheCode() {
    String message =
        new FailedActionException(ExitCode.BAD_DATA, "trainyard train: no label").getMessage();
    assertEquals("trainyard train: no label, exit code [3]", message);
  }

  @Test
  void doesNothingWithoutAWorkflow() throws IOException {
    Configuration conf = new Configuration(false);
    WorkflowAction none = new WorkflowAction(name -> null, name -> null);
    none.prepare(conf);
    none.publish(Map.of("model", "/run/model"));
    assertNull(conf.get("mapreduce.job.tags"));
  }
}
