package org.trainyard.oozie;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.fs.FileSystem;
import org.apache.oozie.client.OozieClient;
import org.apache.oozie.client.OozieClientException;
import org.apache.oozie.client.WorkflowAction;
import org.apache.oozie.client.WorkflowJob;

/**
 * One run of the shipped workflow in Oozie.
 *
 * @param oozie that runs it
 * @param id of the workflow's job
 */
record Night(OozieClient oozie, String id) {
  private static final long LIMIT_NANOS = 300_000_000_000L;

  /** Submits the workflow with the shipped properties, of which some have other values here. */
  static Night start(OozieCluster cluster, String... pairs)
      throws IOException, OozieClientException {
    OozieClient oozie = cluster.oozie();
    return new Night(oozie, oozie.run(properties(cluster, pairs)));
  }

  /**
   * The shipped properties for this cluster.
   *
   * @param pairs names and other values
   */
  static Properties properties(OozieCluster cluster, String... pairs) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(shipped("job.properties"))) {
      properties.load(reader);
    }
    properties.setProperty("nameNode", cluster.fs().getUri().toString());
    properties.setProperty("resourceManager", cluster.conf().get("yarn.resourcemanager.address"));
    properties.setProperty(OozieClient.USER_NAME, System.getProperty("user.name"));
    for (int i = 0; i < pairs.length; i += 2) {
      properties.setProperty(pairs[i], pairs[i + 1]);
    }
    return properties;
  }

  /** A file of the shipped workflow. */
  static Path shipped(String name) {
    return Path.of(System.getProperty("trainyard.workflows"), "nightly", name);
  }

  WorkflowJob job() throws OozieClientException {
    return oozie.getJobInfo(id);
  }

  /** Whether Oozie has still something to do with it. */
  boolean runs() throws OozieClientException {
    WorkflowJob.Status status = job().getStatus();
    return status == WorkflowJob.Status.PREP || status == WorkflowJob.Status.RUNNING;
  }

  /** Waits for its end. */
  Night end(WorkflowJob.Status status) throws OozieClientException {
    long end = System.nanoTime() + LIMIT_NANOS;
    while (runs() && System.nanoTime() < end) {
      LockSupport.parkNanos(100_000_000);
    }
    assertEquals(status, job().getStatus(), this::told);
    return this;
  }

  /** Names of the nodes that it went through, in order. */
  List<String> nodes() throws OozieClientException {
    return job().getActions().stream()
        .map(WorkflowAction::getName)
        .filter(name -> !name.startsWith(":"))
        .toList();
  }

  /** A node that it went through. */
  WorkflowAction node(String name) throws OozieClientException {
    return job().getActions().stream()
        .filter(action -> action.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No node " + name + ": " + told()));
  }

  /** What an action wrote for the next ones. */
  Properties wrote(String name) throws OozieClientException, IOException {
    Properties properties = new Properties();
    properties.load(new java.io.StringReader(node(name).getData()));
    return properties;
  }

  /** Everything that Oozie knows of it, for messages. */
  String told() {
    StringBuilder text = new StringBuilder(id);
    try {
      for (WorkflowAction action : job().getActions()) {
        text.append(
            String.format(
                "%n%s %s %s %s %s",
                action.getName(),
                action.getStatus(),
                action.getExternalId(),
                action.getErrorCode(),
                action.getErrorMessage()));
      }
    } catch (OozieClientException e) {
      text.append(": ").append(e);
    }
    return text.toString();
  }

  /** Puts the workflow where the properties say that it is, with a configuration of training. */
  static void install(FileSystem fs, String training) throws IOException {
    var application = new org.apache.hadoop.fs.Path("/apps/trainyard/nightly");
    for (String name : List.of("workflow.xml", "coordinator.xml")) {
      copy(fs, shipped(name), new org.apache.hadoop.fs.Path(application, name));
    }
    try (var out = fs.create(new org.apache.hadoop.fs.Path(application, "training.xml"), true)) {
      out.write(training.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    copy(
        fs,
        Path.of(System.getProperty("trainyard.job.jar")),
        new org.apache.hadoop.fs.Path(application, "lib/trainyard.jar"));
  }

  static void copy(FileSystem fs, Path from, org.apache.hadoop.fs.Path to) throws IOException {
    fs.copyFromLocalFile(false, true, new org.apache.hadoop.fs.Path(from.toUri()), to);
  }
}
