package org.trainyard.am.resident;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.formats.event.RunEvent.Outcome;
import org.trainyard.mapreduce.engine.Account;
import org.trainyard.mapreduce.engine.RunListener;

class PackingDiaryTest {
  private final List<RunEvent> told = new ArrayList<>();
  private final PackingDiary diary =
      new PackingDiary(
          new RunListener() {
            @Override
            public void event(RunEvent event) {
              told.add(event);
            }
          },
          Instant.ofEpochMilli(1000));

  private void piece(int number, String worker, long rows, long ms, Outcome outcome) {
    diary.event(
        new RunEvent.TaskEnded(
            2000, 0, number, worker, "n", 1900, 0, ms, rows, Double.NaN, outcome, null, null));
  }

  private RunEvent.PackingEnded end(Account.Stages stages) {
    diary.ended("resident", stages, Instant.ofEpochMilli(5000));
    return (RunEvent.PackingEnded) told.get(told.size() - 1);
  }

  @Test
  void addsUpByWorkerAndTellsEveryPiece() {
    piece(0, "a", 10, 100, Outcome.DONE);
    piece(1, "b", 20, 200, Outcome.DONE);
    piece(2, "a", 30, 300, Outcome.DONE);
    piece(2, "b", 30, 300, Outcome.DROPPED);
    assertEquals(4, told.size());
    RunEvent.PackingEnded packing = end(new Account.Stages(0.5, 0.25, 3, 0.25));
    assertEquals(60, packing.rows());
    assertEquals(4, packing.seconds());
    assertEquals(new RunEvent.TimeSplit(0.5, 0.25, 0, 3, 0.25, 0), packing.time());
    assertEquals(
        List.of(
            new RunEvent.WorkerSum("a", "n", 2, 0, 40, 0, 400, null),
            new RunEvent.WorkerSum("b", "n", 1, 1, 20, 0, 200, null)),
        packing.workers());
  }

  @Test
  void whereNobodyKnowsTheStagesTheWholeIsKnown() {
    RunEvent.PackingEnded packing = end(Account.Stages.UNKNOWN);
    assertEquals(4, packing.seconds());
    assertEquals(false, packing.time().known());
  }
}
