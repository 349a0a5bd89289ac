package org.trainyard.am.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.apache.hadoop.yarn.util.Records;

/** A cluster in memory: applications that a test puts there, and what was asked of it. */
public final class FakeCluster implements ClusterLink {
  /** Submitted contexts, in order. */
  public final List<ApplicationSubmissionContext> submitted = new ArrayList<>();

  /** Killed applications, in order. */
  public final List<ApplicationId> killed = new ArrayList<>();

  /** What {@link #room} answers; null to fail. */
  public List<NodeRoom> room = List.of();

  /** What {@link #gpus} answers. */
  public GpuSupply gpus = GpuSupply.NONE;

  private final Map<ApplicationId, ApplicationReport> reports = new LinkedHashMap<>();
  private int numbers;

  /** An id of this cluster. */
  public static ApplicationId id(int number) {
    return ApplicationId.newInstance(1_700_000_000_000L, number);
  }

  /** Puts an application there; the report may be changed afterwards. */
  public ApplicationReport put(
      int number, String type, YarnApplicationState state, String... tags) {
    ApplicationReport report = Records.newRecord(ApplicationReport.class);
    report.setApplicationId(id(number));
    report.setCurrentApplicationAttemptId(ApplicationAttemptId.newInstance(id(number), 1));
    report.setApplicationType(type);
    report.setYarnApplicationState(state);
    report.setFinalApplicationStatus(FinalApplicationStatus.UNDEFINED);
    report.setApplicationTags(Set.of(tags));
    report.setName("application " + number);
    report.setQueue("root.default");
    report.setDiagnostics("");
    reports.put(id(number), report);
    return report;
  }

  @Override
  public NewApplication newApplication() {
    return new NewApplication(id(++numbers), 4096, 4);
  }

  @Override
  public void submit(ApplicationSubmissionContext context) {
    submitted.add(context);
  }

  @Override
  public ApplicationReport report(ApplicationId id) {
    return reports.get(id);
  }

  @Override
  public List<ApplicationReport> live(String type, String tag) {
    return reports.values().stream()
        .filter(report -> report.getApplicationType().equals(type))
        .filter(report -> report.getApplicationTags().contains(tag))
        .filter(
            report ->
                report.getYarnApplicationState().ordinal()
                    < YarnApplicationState.FINISHED.ordinal())
        .toList();
  }

  @Override
  public void kill(ApplicationId id) {
    killed.add(id);
  }

  @Override
  public List<NodeRoom> room() throws IOException, YarnException {
    if (room == null) {
      throw new IOException("the ResourceManager does not answer");
    }
    return room;
  }

  @Override
  public GpuSupply gpus(String queue, String nodeLabel) {
    return gpus;
  }

  @Override
  public void addTokens(Credentials credentials, String renewer) {
    throw new IllegalStateException("this cluster has no security");
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
