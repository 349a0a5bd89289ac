package org.trainyard.am.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class FirstCauseTest {
  private static Suspect suspect(String what, Suspect.Weight weight, long atMs, String container) {
    return new Suspect(weight, atMs, what, "application_1_1", container, null, "");
  }

  private static final Suspect MASTER = suspect("master", Suspect.Weight.FATAL, 30, "c1");
  private static final Suspect TASK = suspect("task", Suspect.Weight.FATAL, 20, "c2");
  private static final Suspect SAID = suspect("said", Suspect.Weight.FATAL, 10, null);
  private static final Suspect WORKER = suspect("worker", Suspect.Weight.SURVIVED, 5, "c3");
  private static final Suspect LATER = suspect("later", Suspect.Weight.SURVIVED, 6, "c4");

  private static String chosen(Suspect... suspects) {
    return FirstCause.of(List.of(suspects)).orElseThrow().suspect().what();
  }

  @Test
  void whatEndedTheRunAndIsKnownInDetailWinsTheEarliestFirst() {
    assertEquals("task", chosen(MASTER, WORKER, SAID, TASK));
    assertEquals("said", chosen(WORKER, SAID));
    assertEquals("later", chosen(LATER, WORKER));
    assertTrue(FirstCause.of(List.of()).isEmpty());
  }

  @Test
  void theOthersKeepTheirOrder() {
    assertEquals(
        List.of(WORKER, SAID, MASTER),
        FirstCause.of(List.of(MASTER, WORKER, SAID, TASK, MASTER)).orElseThrow().others());
  }

  @Test
  void linesTellWhatWhereAndWhy() {
    Suspect killed =
        new Suspect(
            Suspect.Weight.SURVIVED,
            1_700_000_000_123L,
            "a worker failed",
            "application_1_1",
            "container_1_1_01_000002",
            "n7",
            "Container exited with a non-zero exit code 137");
    List<String> lines = CauseLines.cause(FirstCause.of(List.of(killed)).orElseThrow());
    assertEquals("failure      a worker failed; the run went on", lines.get(0));
    assertEquals("when         2023-11-14T22:13:20Z", lines.get(1));
    assertEquals("container    container_1_1_01_000002 on n7", lines.get(2));
    assertTrue(lines.get(4).contains("killed from outside"), lines.toString());
  }

  @Test
  void ourOwnExitCodeIsNotThatOfAProcess() {
    Suspect said =
        new Suspect(
            Suspect.Weight.FATAL, 0, "the run failed", null, null, null, "no (exit code 3)");
    List<String> lines = CauseLines.cause(FirstCause.of(List.of(said)).orElseThrow());
    assertEquals(List.of("cause        the run failed", "why          no"), lines);
  }
}
