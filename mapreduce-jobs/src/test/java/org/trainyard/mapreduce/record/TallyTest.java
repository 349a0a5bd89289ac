package org.trainyard.mapreduce.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.formats.event.RunEvent.Outcome;

class TallyTest {
  private final Tally tally = new Tally();

  @Test
  void addsUpBySplitAndByWorkerAndByIteration() {
    tally.add(task(1, 0, "w1", 30, 10, Outcome.DONE));
    tally.add(task(1, 1, "w2", 30, 20, Outcome.DONE));
    tally.add(task(1, 1, "w1", 0, 5, Outcome.DROPPED));
    tally.add(task(2, 0, "w1", 0, 12, Outcome.DONE));
    Tally.Iteration first = tally.take(1);
    assertEquals(new Tally.Work("n", 2, 200, 60, 30), first.all());
    assertEquals(2, first.workers().size());
    assertEquals(0, tally.take(1).all().tasks());
    RunEvent.Summed sums = tally.summed(5, 1);
    assertEquals(
        List.of(
            new RunEvent.SplitSum(0, 2, 0, 100, 30, 22, 40, "n", 0.25),
            new RunEvent.SplitSum(1, 1, 1, 100, 30, 20, 50, "n", 0.75)),
        sums.splits());
    assertEquals(
        List.of(
            new RunEvent.WorkerSum("w1", "n", 2, 1, 200, 30, 22, null),
            new RunEvent.WorkerSum("w2", "n", 1, 0, 100, 30, 20, null)),
        sums.workers());
  }

  @Test
  void anAttemptThatTakesMuchLongerThanItsRowsExplainIsSlow() {
    for (int s = 0; s < Tally.KNOWN; s++) {
      assertEquals(Outcome.DONE, tally.add(task(1, s, "w", 0, 300, Outcome.DONE)).outcome());
    }
    assertEquals(Outcome.DONE, tally.add(task(1, 8, "w", 0, 1200, Outcome.DONE)).outcome());
    RunEvent.TaskEnded slow = tally.add(task(1, 9, "w", 0, 3000, Outcome.DONE));
    assertEquals(Outcome.SLOW, slow.outcome());
    assertTrue(slow.why().startsWith("it took 3000 ms"), slow.why());
    // It counts all the same.
    assertEquals(10, tally.take(1).all().tasks());
  }

  @Test
  void manySplitsShareRows() {
    int splits = 5 * Tally.MOST_SPLITS;
    for (int s = 0; s < splits; s++) {
      tally.add(task(1, s, "w", 1, 2, Outcome.DONE));
    }
    RunEvent.Summed sums = tally.summed(0, 1);
    assertTrue(sums.splits().size() <= Tally.MOST_SPLITS, "rows: " + sums.splits().size());
    assertEquals(splits, sums.splits().stream().mapToInt(RunEvent.SplitSum::attempts).sum());
    assertEquals(2L * splits, sums.splits().stream().mapToLong(RunEvent.SplitSum::computeMs).sum());
    assertEquals(splits, tally.take(1).all().tasks());
    // Eight splits each, with one loss more than the other.
    assertEquals(0.25 + 0.5 * 11.5, tally.summed(0, 1).splits().get(1).loss());
  }

  @Test
  void whenTheDataAreCutAnewTheSumsBeginAnew() {
    tally.add(task(1, 0, "w", 0, 10, Outcome.DONE));
    tally.take(1);
    tally.add(task(2, 0, "w", 0, 5, Outcome.DONE));
    tally.add(task(2, 1, "w", 0, 6, Outcome.DONE));
    tally.take(2);
    RunEvent.Summed sums = tally.summed(0, 2);
    assertEquals(List.of(1, 1), sums.splits().stream().map(s -> s.attempts()).toList());
    assertEquals(3, sums.workers().get(0).attempts());
  }

  @Test
  void lossesAreThoseOfTheLastIterationThatMeasuredThem() {
    tally.add(task(1, 0, "w", 0, 10, Outcome.DONE));
    tally.take(1);
    tally.add(task(2, 0, "w", 0, 10, Outcome.DONE));
    tally.take(2);
    assertEquals(0.125, tally.summed(0, 2).splits().get(0).loss());
    tally.add(task(3, 0, "w", 0, 10, Outcome.DONE));
    tally.take(3);
    assertEquals(0.125, tally.summed(0, 3).splits().get(0).loss(), "nothing was measured");
  }

  /** More for each split at first, half of it then, and nothing known in the end. */
  private static double loss(int k, int split) {
    return k > 2 ? Double.NaN : (0.25 + 0.5 * split) / k;
  }

  private static RunEvent.TaskEnded task(
      int k, int split, String worker, long readMs, long computeMs, Outcome outcome) {
    return new RunEvent.TaskEnded(
        1, k, split, worker, "n", 0, readMs, computeMs, 100, loss(k, split), outcome, null, null);
  }
}
