package org.trainyard.am.doctor.judgement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trainyard.am.doctor.Finding;
import org.trainyard.am.doctor.Level;
import org.trainyard.am.doctor.survey.DaemonSeen;

class DaemonJudgementTest {
  private static DaemonSeen daemon(String name, String java, long aheadSeconds) {
    return new DaemonSeen(
        name,
        "http://" + name,
        "",
        Optional.of(Duration.ofSeconds(aheadSeconds)),
        Optional.of(java),
        Map.of());
  }

  @ParameterizedTest
  @CsvSource({"0, OK", "9, OK", "-11, WARNING", "299, WARNING", "301, ERROR", "-4000, ERROR"})
  void clocks(long ahead, Level level) {
    assertEquals(level, ClockJudgement.of("n1", Duration.ofSeconds(ahead)).level());
    assertEquals(level, Seen.worst(DaemonJudgement.clocks(List.of(daemon("n1", "17", ahead)))));
  }

  @Test
  void serversThatDoNotAnswerAreNamedOnce() {
    List<Finding> findings =
        DaemonJudgement.clocks(
            List.of(daemon("n1", "17", 0), DaemonSeen.silent("n2", "http://n2", "refused")));
    assertEquals(2, findings.size());
    assertEquals(Level.NOTE, Seen.worst(findings));
    assertTrue(findings.get(1).fact().contains("http://n2: refused"), Seen.words(findings));
  }

  @Test
  void anOldJavaOnOneNode() {
    List<Finding> findings =
        DaemonJudgement.javaOfNodes(
            List.of(
                daemon("n1", "17.0.15", 0), daemon("n2", "1.8.0_402", 0), daemon("n3", "21", 0)));
    assertEquals(Level.ERROR, Seen.worst(findings));
    assertTrue(findings.get(0).fact().contains("1.8.0_402 on n2,"), Seen.words(findings));
    assertEquals(
        Level.NOTE,
        Seen.worst(
            DaemonJudgement.javaOfNodes(
                List.of(daemon("n1", "17.0.15", 0), daemon("n3", "21", 0)))));
  }

  @Test
  void majorVersions() {
    assertEquals(8, DaemonJudgement.major("1.8.0_402"));
    assertEquals(17, DaemonJudgement.major("17.0.15"));
    assertEquals(25, DaemonJudgement.major("25-ea"));
  }
}
