package org.trainyard.am.doctor.judgement;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.trainyard.am.doctor.Finding;
import org.trainyard.am.doctor.RunRequest;
import org.trainyard.am.doctor.survey.ClusterSeen;
import org.trainyard.am.view.Figures;

/** Whether there are nodes, and whether they are well. */
public final class NodeJudgement {
  private static final String CHECK = "nodes";
  private static final int MOST_NAMED = 3;

  /** A node's own report is never newer than its clock: what lies in our future is its error. */
  private static final Duration TOLERANCE = Duration.ofSeconds(30);

  private NodeJudgement() {}

  /**
   * Judges.
   *
   * @param now of this process
   */
  public static List<Finding> of(ClusterSeen cluster, RunRequest request, Instant now) {
    List<ClusterSeen.Node> running = cluster.running();
    List<Finding> findings = new ArrayList<>();
    if (running.isEmpty()) {
      findings.add(
          Finding.error(
              CHECK,
              "the ResourceManager knows no node that runs containers",
              "start NodeManagers, or look at the nodes' page of the ResourceManager"));
    } else {
      long free = running.stream().mapToLong(ClusterSeen.Node::freeMemoryMb).sum();
      long all = running.stream().mapToLong(ClusterSeen.Node::memoryMb).sum();
      int cores = running.stream().mapToInt(ClusterSeen.Node::cores).sum();
      findings.add(
          Finding.ok(
              CHECK,
              running.size()
                  + " with "
                  + Figures.bytes(all << 20)
                  + " and "
                  + cores
                  + " cores, of which "
                  + Figures.bytes(free << 20)
                  + " are free"));
    }
    List<ClusterSeen.Node> sick = cluster.nodes().stream().filter(node -> !node.running()).toList();
    if (!sick.isEmpty()) {
      findings.add(
          Finding.warning(
              CHECK,
              sick.size() + " run no containers: " + named(sick),
              "see the nodes' page of the ResourceManager"));
    }
    for (ClusterSeen.Node node : running) {
      if (node.healthAtMs() > now.plus(TOLERANCE).toEpochMilli()) {
        Duration ahead = Duration.between(now, Instant.ofEpochMilli(node.healthAtMs()));
        findings.add(
            Finding.warning(
                "clock",
                "the clock of "
                    + node.name()
                    + " is "
                    + ahead.toSeconds()
                    + " s or more ahead of ours",
                "let NTP or chrony set the clocks of all machines"));
      }
    }
    String label = request.nodeLabel();
    // An expression of several labels is the scheduler's business.
    if (label != null && label.matches("[\\w-]+")) {
      long with = running.stream().filter(node -> node.labels().contains(label)).count();
      findings.add(
          with == 0
              ? Finding.error(
                  CHECK, "no node has the label '" + label + "'", "give another --node-label")
              : Finding.ok(CHECK, with + " with the label '" + label + "'"));
    }
    return findings;
  }

  private static String named(List<ClusterSeen.Node> nodes) {
    StringBuilder text = new StringBuilder();
    for (ClusterSeen.Node node : nodes.subList(0, Math.min(MOST_NAMED, nodes.size()))) {
      text.append(text.isEmpty() ? "" : ", ").append(node.name());
      if (!node.health().isEmpty()) {
        text.append(" (").append(node.health()).append(')');
      }
    }
    return text + (nodes.size() > MOST_NAMED ? ", …" : "");
  }
}
