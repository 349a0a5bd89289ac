package org.trainyard.am.doctor.judgement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trainyard.am.doctor.Finding;
import org.trainyard.am.doctor.Level;
import org.trainyard.am.doctor.survey.ClusterSeen;

class QueueJudgementTest {
  private static List<Finding> judged(ClusterSeen cluster, String queue) {
    return QueueJudgement.of(cluster, Seen.request(queue));
  }

  @Test
  void aQueueThatTakesTheRun() {
    assertEquals(Level.OK, Seen.worst(judged(Seen.cluster(), null)));
    assertEquals(Level.OK, Seen.worst(judged(Seen.cluster(), "root.default")));
  }

  @Test
  void aMissingQueueIsToldWithTheNearestAndAllOthers() {
    List<Finding> findings = judged(Seen.cluster(), "defualt");
    assertEquals(Level.ERROR, Seen.worst(findings));
    assertTrue(findings.get(0).fact().contains("'default'"), Seen.words(findings));
    assertEquals("name one by --queue: default, ml", findings.get(0).remedy());
  }

  @Test
  void aParentTakesNoApplications() {
    assertTrue(judged(Seen.cluster(), "root").get(0).fact().contains("parent"));
  }

  @Test
  void aQueueOfOthersIsRefused() {
    List<Finding> findings = judged(Seen.cluster(), "ml");
    assertEquals(Level.ERROR, Seen.worst(findings));
    assertTrue(Seen.words(findings).contains("may not submit"), Seen.words(findings));
  }

  @Test
  void aSchedulerWithoutAccessListsRefusesNobody() {
    ClusterSeen open = Seen.cluster(Seen.cluster().nodes(), Seen.cluster().queues(), Set.of());
    assertEquals(Level.OK, Seen.worst(judged(open, "ml")));
  }

  @Test
  void aStoppedQueue() {
    ClusterSeen.Queue stopped = new ClusterSeen.Queue("default", true, false, 1, 0, 0.9);
    ClusterSeen cluster = Seen.cluster(Seen.cluster().nodes(), List.of(stopped), Set.of("default"));
    assertEquals(Level.ERROR, Seen.worst(judged(cluster, null)));
  }

  @Test
  void aQueueSmallerThanTheSmallestStep() {
    ClusterSeen.Queue small = Seen.queue("small", true, 0.2, 0);
    ClusterSeen cluster = Seen.cluster(Seen.cluster().nodes(), List.of(small), Set.of("small"));
    List<Finding> findings = judged(cluster, "small");
    // A fifth of 16 GiB is 3,276 MiB; two masters and a task want 3,584.
    assertEquals(Level.ERROR, findings.get(0).level(), Seen.words(findings));
    assertTrue(findings.get(0).fact().contains("3276"), Seen.words(findings));
    assertTrue(findings.get(0).fact().contains("3584"), Seen.words(findings));
  }

  @Test
  void mastersThatDoNotFitTogether() {
    ClusterSeen.Queue usual = new ClusterSeen.Queue("default", true, true, 1, 0, 0.1);
    ClusterSeen cluster =
        Seen.cluster(List.of(Seen.node("n1", 16_384, Map.of())), List.of(usual), Set.of("default"));
    List<Finding> findings = judged(cluster, null);
    assertEquals(Level.WARNING, Seen.worst(findings));
    assertTrue(findings.get(0).remedy().contains("maximum-am-resource-percent"));
  }

  @Test
  void aFullQueueMakesWait() {
    ClusterSeen.Queue full = Seen.queue("default", true, 1, 1.2);
    ClusterSeen cluster = Seen.cluster(Seen.cluster().nodes(), List.of(full), Set.of("default"));
    assertEquals(Level.WARNING, Seen.worst(judged(cluster, null)));
  }
}
