package org.trainyard.formats.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EventThinningTest {
  private final EventThinning thinning = new EventThinning();
  private final List<RunEvent> kept = new ArrayList<>();

  @Test
  void staysBoundedOverTenThousandIterationsAndKeepsTheLast() {
    for (int k = 1; k <= 10_000; k++) {
      hear(models(k));
      hear(new RunEvent.Summed(k, k, List.of(), List.of()));
      hear(task(k, RunEvent.Outcome.DONE));
    }
    hear(new RunEvent.AttemptEnded(0, RunEvent.End.FINISHED, "EPOCHS", "done", 10_000));
    List<Integer> measured =
        kept.stream()
            .filter(RunEvent.ModelsMeasured.class::isInstance)
            .map(event -> ((RunEvent.ModelsMeasured) event).iteration())
            .toList();
    assertEquals(List.of(1, 2, 3), measured.subList(0, 3));
    assertTrue(measured.containsAll(List.of(999, 1000, 1002, 10_000)));
    assertFalse(measured.contains(1001));
    assertTrue(measured.size() > 1500 && measured.size() < 3500, "kept " + measured.size());
    assertEquals(15, kept.stream().filter(RunEvent.Summed.class::isInstance).count());
    assertEquals(0, kept.stream().filter(RunEvent.TaskEnded.class::isInstance).count());
    assertInstanceOf(RunEvent.AttemptEnded.class, kept.get(kept.size() - 1));
    assertEquals(List.of(), thinning.pending());
  }

  @Test
  void keepsWhatIsNotUsualUpToALimitThatIsSaidOnce() {
    for (int k = 0; k < EventThinning.MOST_TASKS + 50; k++) {
      hear(task(k, RunEvent.Outcome.FAILED));
    }
    assertEquals(EventThinning.MOST_TASKS + 1, kept.size());
    assertInstanceOf(RunEvent.Said.class, kept.get(EventThinning.MOST_TASKS));
  }

  private void hear(RunEvent event) {
    kept.addAll(thinning.keep(event));
  }

  private static RunEvent models(int k) {
    return new RunEvent.ModelsMeasured(
        k, k, List.of(1.0), List.of(1.0), new TreeMap<>(), new TreeMap<>(), new ArrayList<>());
  }

  private static RunEvent task(int split, RunEvent.Outcome outcome) {
    return new RunEvent.TaskEnded(
        1, 1, split, "w", "n", 0, 1, 1, 1, Double.NaN, outcome, null, null);
  }
}
