package org.trainyard.am.logs;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptReport;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.ContainerReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.api.records.YarnApplicationAttemptState;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.apache.hadoop.yarn.webapp.util.WebAppUtils;
import org.trainyard.am.cluster.FolderTag;
import org.trainyard.am.cluster.RunTag;

/** What the ResourceManager tells of the applications of a run, and of how they failed. */
public final class ClusterTrail implements Closeable {
  private static final Pattern CONTAINER =
      Pattern.compile("container_(?:e\\d+_)?\\d+_\\d+_\\d+_\\d+");

  private final Configuration conf;
  private final YarnClient client;

  /** On the cluster of a configuration. */
  public ClusterTrail(Configuration conf) {
    this.conf = conf;
    this.client = YarnClient.createYarnClient();
    client.init(conf);
    client.start();
  }

  /** The applications of a run, ended ones too: its own, then its jobs, each the oldest first. */
  public List<ApplicationReport> applications(String runId) throws IOException, YarnException {
    List<ApplicationReport> applications = new ArrayList<>();
    for (String type : new String[] {RunTag.APPLICATION_TYPE, RunTag.JOB_TYPE}) {
      client
          .getApplications(
              Set.of(type), EnumSet.allOf(YarnApplicationState.class), Set.of(RunTag.of(runId)))
          .stream()
          .sorted((a, b) -> a.getApplicationId().compareTo(b.getApplicationId()))
          .forEach(applications::add);
    }
    return applications;
  }

  /** One application. */
  public ApplicationReport application(ApplicationId id) throws IOException, YarnException {
    return client.getApplicationReport(id);
  }

  /**
   * The folder of the run that an application drove, or belonged to as a job; none for other
   * applications, and for those of older builds.
   */
  public Optional<Path> folder(ApplicationReport application) throws IOException, YarnException {
    Optional<Path> folder = FolderTag.find(application.getApplicationTags());
    Optional<String> run = RunTag.find(application.getApplicationTags());
    if (folder.isPresent() || run.isEmpty()) {
      return folder;
    }
    return applications(run.get()).stream()
        .flatMap(each -> FolderTag.find(each.getApplicationTags()).stream())
        .findFirst();
  }

  /** The attempts of an application that failed. */
  public List<Suspect> suspects(ApplicationReport application) throws IOException, YarnException {
    List<Suspect> suspects = new ArrayList<>();
    List<ApplicationAttemptReport> attempts =
        client.getApplicationAttempts(application.getApplicationId());
    for (ApplicationAttemptReport attempt : attempts) {
      if (failed(attempt)) {
        suspects.add(suspect(application, attempt));
      }
    }
    boolean own = RunTag.APPLICATION_TYPE.equals(application.getApplicationType());
    if (own
        && application.getFinalApplicationStatus() == FinalApplicationStatus.FAILED
        && suspects.isEmpty()) {
      suspects.add(
          new Suspect(
              Suspect.Weight.FATAL,
              application.getFinishTime(),
              "the run failed",
              application.getApplicationId().toString(),
              masterOf(attempts),
              host(application),
              application.getDiagnostics()));
    }
    return suspects;
  }

  private static boolean failed(ApplicationAttemptReport attempt) {
    return attempt.getYarnApplicationAttemptState() == YarnApplicationAttemptState.FAILED;
  }

  private Suspect suspect(ApplicationReport application, ApplicationAttemptReport attempt) {
    int number = attempt.getApplicationAttemptId().getAttemptId();
    boolean last =
        attempt.getApplicationAttemptId().equals(application.getCurrentApplicationAttemptId())
            && application.getFinalApplicationStatus() == FinalApplicationStatus.FAILED;
    String diagnostics = attempt.getDiagnostics() == null ? "" : attempt.getDiagnostics();
    Matcher named = CONTAINER.matcher(diagnostics);
    String container =
        attempt.getAMContainerId() != null
            ? attempt.getAMContainerId().toString()
            : named.find() ? named.group() : null;
    boolean own = RunTag.APPLICATION_TYPE.equals(application.getApplicationType());
    return new Suspect(
        last ? Suspect.Weight.FATAL : Suspect.Weight.SURVIVED,
        attempt.getFinishTime(),
        (own
                ? "attempt " + number + " of the ApplicationMaster"
                : "attempt " + number + " of the master of " + application.getName())
            + " failed",
        application.getApplicationId().toString(),
        container,
        host(attempt.getHost()),
        diagnostics);
  }

  /** The container of the newest attempt. */
  public String master(ApplicationReport application) throws IOException, YarnException {
    return masterOf(client.getApplicationAttempts(application.getApplicationId()));
  }

  private static String masterOf(List<ApplicationAttemptReport> attempts) {
    return attempts.stream()
        .filter(attempt -> attempt.getAMContainerId() != null)
        .max((a, b) -> a.getApplicationAttemptId().compareTo(b.getApplicationAttemptId()))
        .map(attempt -> attempt.getAMContainerId().toString())
        .orElse(null);
  }

  /** The containers of an application that run, and those of its masters that ran. */
  public List<String> containers(ApplicationReport application) throws IOException, YarnException {
    List<String> containers = new ArrayList<>();
    for (ApplicationAttemptReport attempt :
        client.getApplicationAttempts(application.getApplicationId())) {
      if (attempt.getAMContainerId() != null) {
        containers.add(attempt.getAMContainerId().toString());
      }
      for (ContainerReport container : client.getContainers(attempt.getApplicationAttemptId())) {
        if (!containers.contains(container.getContainerId().toString())) {
          containers.add(container.getContainerId().toString());
        }
      }
    }
    return containers;
  }

  /** The web addresses of all nodes, with their scheme, by node. */
  public Map<String, String> nodes() throws IOException, YarnException {
    Map<String, String> nodes = new TreeMap<>();
    String scheme = WebAppUtils.getHttpSchemePrefix(conf);
    for (NodeReport node :
        client.getNodeReports(NodeState.RUNNING, NodeState.UNHEALTHY, NodeState.DECOMMISSIONING)) {
      nodes.put(node.getNodeId().toString(), scheme + node.getHttpAddress());
    }
    return nodes;
  }

  private static String host(ApplicationReport application) {
    return host(application.getHost());
  }

  private static String host(String host) {
    return host == null || host.isEmpty() || host.equals("N/A") ? null : host;
  }

  @Override
  public void close() {
    client.stop();
  }
}
