package org.trainyard.am.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.trainyard.formats.event.RunEvent;

class EventSuspectsTest {
  private static RunEvent.AttemptBegan began(String application) {
    return new RunEvent.AttemptBegan(
        1, RunEvent.Begin.STARTED, 1, application, "auto", "n1", "ann", "0.1", 0, null);
  }

  private static RunEvent left(RunEvent.Leaving how) {
    return new RunEvent.ContainerLeft(5, "container_1_1_01_000002", "n2", how, "exit code 137");
  }

  @Test
  void onlyWhatFailedIsSuspect() {
    List<Suspect> suspects =
        EventSuspects.of(
            List.of(
                began("application_1_1"),
                left(RunEvent.Leaving.RETURNED),
                left(RunEvent.Leaving.TAKEN),
                left(RunEvent.Leaving.FAILED),
                new RunEvent.AttemptEnded(9, RunEvent.End.STOPPED, "PERSON", "by ann", 3)));
    assertEquals(1, suspects.size());
    assertEquals("container_1_1_01_000002", suspects.get(0).container());
    assertEquals("application_1_1", suspects.get(0).application());
    assertEquals(Suspect.Weight.SURVIVED, suspects.get(0).weight());
  }

  @Test
  void aLocalRunTellsItsCauseThoughItHasNoLog() {
    Suspect suspect =
        EventSuspects.of(
                List.of(
                    began(null),
                    new RunEvent.AttemptEnded(9, RunEvent.End.FAILED, "BAD_DATA", "line 5", 0)))
            .get(0);
    assertEquals(Suspect.Weight.FATAL, suspect.weight());
    assertNull(suspect.container());
    assertEquals("line 5", suspect.words());
    assertEquals("the process on n1 that trained it failed", suspect.what());
  }
}
