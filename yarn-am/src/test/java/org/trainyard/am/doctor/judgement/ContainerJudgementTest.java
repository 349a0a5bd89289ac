package org.trainyard.am.doctor.judgement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trainyard.am.doctor.ContainerAsk;
import org.trainyard.am.doctor.Finding;
import org.trainyard.am.doctor.Level;
import org.trainyard.am.doctor.survey.ClusterSeen;

class ContainerJudgementTest {
  private static List<Finding> sizes(ClusterSeen cluster, long memoryMb, int cores) {
    return ContainerJudgement.sizes(
        cluster, Seen.request(null, Seen.ask("a map task", memoryMb, cores, Map.of())));
  }

  @Test
  void theLargestContainerIsTheLimit() {
    assertEquals(Level.OK, Seen.worst(sizes(Seen.cluster(), 8192, 4)));
    List<Finding> findings = sizes(Seen.cluster(), 8193, 4);
    assertEquals(Level.ERROR, Seen.worst(findings));
    assertTrue(findings.get(0).fact().contains("8192"), Seen.words(findings));
    assertTrue(findings.get(0).remedy().contains("--memory"), Seen.words(findings));
    assertEquals(Level.ERROR, Seen.worst(sizes(Seen.cluster(), 1024, 5)));
  }

  @Test
  void aContainerThatMayBeAskedForButFitsNoNode() {
    ClusterSeen small = Seen.cluster(List.of(Seen.node("n1", 2048, Map.of())), List.of(), Set.of());
    assertTrue(sizes(small, 4096, 1).get(0).fact().contains("for ever"));
  }

  @Test
  void resourcesAreKnownAndThere() {
    ContainerAsk gpu = Seen.ask("a map task", 1024, 1, Map.of("yarn.io/gpu", 2L));
    ClusterSeen with =
        Seen.cluster(
            List.of(Seen.node("n1", 8192, Map.of("yarn.io/gpu", 2L))), List.of(), Set.of());
    assertEquals(Level.OK, Seen.worst(ContainerJudgement.resources(with, Seen.request(null, gpu))));
    List<Finding> without = ContainerJudgement.resources(Seen.cluster(), Seen.request(null, gpu));
    assertTrue(without.get(0).fact().contains("no node"), Seen.words(without));
    ContainerAsk fpga = Seen.ask("a map task", 1024, 1, Map.of("yarn.io/fpga", 1L));
    List<Finding> unknown = ContainerJudgement.resources(with, Seen.request(null, fpga));
    assertTrue(unknown.get(0).remedy().contains("resource-types.xml"), Seen.words(unknown));
    assertEquals(Level.NOTE, Seen.worst(ContainerJudgement.resources(with, Seen.request(null))));
  }
}
