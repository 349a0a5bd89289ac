package org.trainyard.am.doctor.judgement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trainyard.am.doctor.Finding;
import org.trainyard.am.doctor.Level;
import org.trainyard.am.doctor.survey.ClusterSeen;

class NodeJudgementTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

  private static List<Finding> judged(ClusterSeen.Node... nodes) {
    ClusterSeen cluster = Seen.cluster(List.of(nodes), List.of(), Set.of());
    return NodeJudgement.of(cluster, Seen.request(null), NOW);
  }

  private static ClusterSeen.Node node(boolean running, String health, long healthAtMs) {
    return new ClusterSeen.Node(
        "n2:8041", "n2:8042", running, 8192, 4, 8192, Map.of(), Set.of(), health, healthAtMs);
  }

  @Test
  void healthyOnes() {
    List<Finding> findings = judged(Seen.node("n1", 8192, Map.of()));
    assertEquals(Level.OK, Seen.worst(findings));
    assertTrue(findings.get(0).fact().contains("8.0 GiB"), Seen.words(findings));
  }

  @Test
  void none() {
    assertEquals(Level.ERROR, Seen.worst(judged()));
  }

  @Test
  void oneWithFullDisks() {
    List<Finding> findings = judged(Seen.node("n1", 8192, Map.of()), node(false, "disks full", 0));
    assertEquals(Level.WARNING, Seen.worst(findings));
    assertTrue(Seen.words(findings).contains("n2:8041 (disks full)"), Seen.words(findings));
  }

  @Test
  void aReportFromTheFuture() {
    assertEquals(Level.OK, Seen.worst(judged(node(true, "", NOW.plusSeconds(5).toEpochMilli()))));
    assertEquals(
        Level.WARNING, Seen.worst(judged(node(true, "", NOW.plusSeconds(90).toEpochMilli()))));
  }
}
