package org.trainyard.am.doctor.judgement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.trainyard.am.doctor.Finding;
import org.trainyard.am.doctor.Level;

class SettingsJudgementTest {
  private static final Map<String, String> GOOD =
      Map.of(
          "yarn.nodemanager.aux-services", "spark_shuffle,mapreduce_shuffle",
          "yarn.nodemanager.vmem-check-enabled", "false",
          "yarn.log-aggregation-enable", "true");

  @Test
  void aNodeThatIsSetWell() {
    assertEquals(Level.OK, Seen.worst(SettingsJudgement.node("nodes", GOOD::get, true)));
  }

  @Test
  void defaultsOfHadoop() {
    List<Finding> jobs = SettingsJudgement.node("nodes", name -> null, true);
    assertEquals(Level.ERROR, Seen.worst(jobs));
    List<Finding> workers = SettingsJudgement.node("nodes", name -> null, false);
    assertEquals(Level.WARNING, Seen.worst(workers));
    assertFalse(Seen.words(workers).contains("shuffle"), "workers need no shuffle service");
    assertTrue(Seen.words(workers).contains("log-aggregation"), Seen.words(workers));
  }

  @Test
  void slowHeartbeatsMatterToJobsOnly() {
    assertEquals(Level.NOTE, Seen.worst(SettingsJudgement.resourceManager(name -> null, true)));
    assertEquals(Level.OK, Seen.worst(SettingsJudgement.resourceManager(name -> null, false)));
  }

  @Test
  void oneAttemptIsFew() {
    Map<String, String> once = Map.of("yarn.resourcemanager.am.max-attempts", "1");
    assertEquals(Level.WARNING, Seen.worst(SettingsJudgement.resourceManager(once::get, false)));
  }
}
