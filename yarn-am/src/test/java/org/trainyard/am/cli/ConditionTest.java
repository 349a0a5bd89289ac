package org.trainyard.am.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.junit.jupiter.api.Test;
import org.trainyard.am.cluster.FakeCluster;
import org.trainyard.am.cluster.RunTag;
import org.trainyard.am.facts.FactsLedger;
import org.trainyard.am.facts.RunFacts;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.formats.run.RunDocument;

class ConditionTest {
  private final FactsLedger ledger =
      new FactsLedger("/runs/a", new RunDocument(1, "r", "a", "0.1", "ann", 0, new TreeMap<>()));

  private RunFacts.Head at(long nowMs) {
    return ledger.snapshot(nowMs).head();
  }

  private void began() {
    ledger.hear(
        new RunEvent.AttemptBegan(
            1000, RunEvent.Begin.STARTED, 1, null, "local", "h", "ann", "0.1", 0, null));
  }

  private void ended(RunEvent.End end) {
    ledger.hear(new RunEvent.AttemptEnded(2000, end, "x", "words", 3));
  }

  private static Condition.Word told(YarnApplicationState state, FinalApplicationStatus end) {
    ApplicationReport report = new FakeCluster().put(1, RunTag.APPLICATION_TYPE, state);
    report.setFinalApplicationStatus(end);
    return new Condition.Word.Told(Optional.of(report));
  }

  @Test
  void theClusterKnowsBest() {
    began();
    RunFacts.Head head = at(3000);
    assertEquals(
        Condition.LIVE,
        Condition.of(head, told(YarnApplicationState.RUNNING, FinalApplicationStatus.UNDEFINED)));
    assertEquals(
        Condition.WAITING,
        Condition.of(head, told(YarnApplicationState.ACCEPTED, FinalApplicationStatus.UNDEFINED)));
    assertEquals(
        Condition.FAILED,
        Condition.of(head, told(YarnApplicationState.FAILED, FinalApplicationStatus.FAILED)));
    assertEquals(
        Condition.FAILED,
        Condition.of(head, told(YarnApplicationState.FINISHED, FinalApplicationStatus.FAILED)));
    assertEquals(
        Condition.STOPPED,
        Condition.of(head, told(YarnApplicationState.KILLED, FinalApplicationStatus.KILLED)));
    assertEquals(Condition.IDLE, Condition.of(head, new Condition.Word.Told(Optional.empty())));
  }

  @Test
  void withoutTheClusterTheFolderSaysWhatItCan() {
    began();
    assertEquals(Condition.UNKNOWN, Condition.of(at(3000), new Condition.Word.Silent()));
    ended(RunEvent.End.FAILED);
    assertEquals(Condition.FAILED, Condition.of(at(3000), new Condition.Word.Silent()));
  }

  @Test
  void aLocalRunIsLiveWhileItIsHeardOf() {
    assertEquals(Condition.IDLE, Condition.of(at(3000), new Condition.Word.Never()));
    began();
    assertEquals(Condition.LIVE, Condition.of(at(3000), new Condition.Word.Never()));
    long late = 1001 + Condition.SILENCE.toMillis();
    assertEquals(Condition.IDLE, Condition.of(at(late), new Condition.Word.Never()));
    ended(RunEvent.End.STOPPED);
    assertEquals(Condition.STOPPED, Condition.of(at(3000), new Condition.Word.Never()));
    ledger.finished("GRADIENT", "done");
    assertEquals(Condition.FINISHED, Condition.of(at(late), new Condition.Word.Never()));
  }

  @Test
  void whatARunDidWhenItWasKilledIsNotWhatItSaysOfItsEnd() {
    began();
    ledger.hear(new RunEvent.PhaseBegan(1500, RunEvent.Phase.TRAINING, "training"));
    assertEquals("training", Condition.LIVE.says(at(3000)));
    assertEquals(null, Condition.STOPPED.says(at(3000)));
    assertEquals(null, Condition.FAILED.says(at(3000)));
    ended(RunEvent.End.FAILED);
    assertEquals("words", Condition.FAILED.says(at(3000)));
    assertEquals(null, Condition.WAITING.says(at(3000)), "another application is on its way");
  }
}
