package org.trainyard.am.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkflowActionTest {
  @Test
  void takesConfigurationTagsAndTokensFromTheLauncher(@TempDir Path folder) throws IOException {
    Path action = folder.resolve("action.xml");
    Files.writeString(
        action,
        "<configuration><property><name>oozie.child.mapreduce.job.tags</name><value>oozie-7</value></property>"
            + "<property><name>mapreduce.job.queuename</name><value>nightly</value></property></configuration>");
    Configuration conf = new Configuration(false);
    new WorkflowAction(
            Map.of(WorkflowAction.ACTION_CONFIGURATION, action.toString())::get,
            Map.of("HADOOP_TOKEN_FILE_LOCATION", "/tokens")::get)
        .prepare(conf);
    assertEquals("oozie-7", conf.get("mapreduce.job.tags"));
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
  void doesNothingWithoutAWorkflow() throws IOException {
    Configuration conf = new Configuration(false);
    WorkflowAction none = new WorkflowAction(name -> null, name -> null);
    none.prepare(conf);
    none.publish(Map.of("model", "/run/model"));
    assertNull(conf.get("mapreduce.job.tags"));
  }
}
