package org.trainyard.am.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trainyard.am.facts.RunFacts;
import org.trainyard.formats.event.RunEvent.TimeSplit;

class TimeBinsTest {
  @Test
  void eachBarIsTheMeanOfItsIterations() {
    TimeBins bins = TimeBins.of(iterations(5), 2);
    assertEquals(3, bins.width());
    assertEquals(List.of(1, 4), bins.from());
    assertEquals(List.of(2.0, 4.5), bins.seconds().get("compute"));
    assertEquals(List.of(0.5, 0.5), bins.seconds().get("step"));
    assertEquals(Set.of("compute", "step"), bins.seconds().keySet());
  }

  @Test
  void anIterationOfAnOlderRunIsOnePiece() {
    RunFacts.Iteration old =
        new RunFacts.Iteration(1, "local", null, 0, 7, TimeSplit.unknown(), 1, 0, null, 0.5);
    assertEquals(List.of(7.0), TimeBins.of(List.of(old), 10).seconds().get(TimeBins.OTHER));
  }

  @Test
  void nothingGivesNothing() {
    assertEquals(List.of(), TimeBins.of(List.of(), 10).from());
  }

  private static List<RunFacts.Iteration> iterations(int most) {
    List<RunFacts.Iteration> iterations = new ArrayList<>();
    for (int k = 1; k <= most; k++) {
      iterations.add(
          new RunFacts.Iteration(
              k, "local", null, 0, k + 0.5, new TimeSplit(0, 0, 0, k, 0, 0.5), 1, 1, null, 0.5));
    }
    return iterations;
  }
}
