package org.trainyard.mapreduce.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.trainyard.formats.event.RunEvent.AlertKind;
import org.trainyard.formats.event.RunEvent.AlertRaised;

class AlertRulesTest {
  private final AlertRules rules =
      new AlertRules(new AlertSettings(3, Duration.ofSeconds(10), 3, 4), 0);

  @Test
  void anObjectiveThatRisesInARowDivergesOnceAndAgainAfterItFell() {
    assertEquals(0, objectives(1, 0.9, 1.1, 1.2));
    assertEquals(1, objectives(1.3, 1.4, 1.5));
    assertEquals(0, objectives(0.5, 0.6, 0.7));
    assertEquals(1, objectives(0.8));
    assertEquals(0, objectives(Double.NaN, 1));
  }

  @Test
  void aModelIsNamedByItsNumberAndLabel() {
    List<AlertRaised> raised = new ArrayList<>();
    for (int k = 1; k <= 4; k++) {
      raised.addAll(rules.objective(7, k, 2, "l2=1", k));
    }
    assertEquals(1, raised.size());
    assertEquals(AlertKind.DIVERGING, raised.get(0).kind());
    assertEquals(4, raised.get(0).iteration());
    assertEquals("model 2 (l2=1)", raised.get(0).subject());
    assertTrue(raised.get(0).sentence().contains("3 iterations in a row, to 4.0"));
  }

  @Test
  void whereNothingIsFinishedTheRunIsStalledOnceUntilItGoesOn() {
    assertEquals(List.of(), rules.tick(10_000, 1));
    List<AlertRaised> raised = rules.tick(10_001, 1);
    assertEquals(AlertKind.STALLED, raised.get(0).kind());
    assertEquals(List.of(), rules.tick(99_000, 1));
    rules.alive(99_500);
    assertEquals(List.of(), rules.tick(100_000, 1));
    assertEquals(1, rules.tick(120_000, 1).size());
  }

  @Test
  void aWorkerThatIsSlowThreeTimesInARowStraggles() {
    assertEquals(0, workers(1000) + workers(1000));
    assertEquals(0, workers(100));
    assertEquals(0, workers(1000) + workers(1000));
    List<AlertRaised> raised = rules.workers(5, 9, of(1000));
    assertEquals(1, raised.size());
    assertEquals(AlertKind.STRAGGLING, raised.get(0).kind());
    assertEquals("w2", raised.get(0).subject());
    assertTrue(raised.get(0).sentence().contains("9.1 times"), raised.get(0).sentence());
    assertTrue(raised.get(0).sentence().contains("n2"), raised.get(0).sentence());
    assertEquals(0, workers(1000));
  }

  @Test
  void milliSecondsAreNoStraggling() {
    for (int k = 0; k < 5; k++) {
      Map<String, Tally.Work> quick = new TreeMap<>();
      quick.put("w1", new Tally.Work("n1", 1, 100, 0, 1));
      quick.put("w2", new Tally.Work("n2", 1, 100, 0, 100));
      assertEquals(List.of(), rules.workers(0, k, quick));
    }
  }

  @Test
  void aSplitThatTakesMuchLongerIsSkewedAndItsRowsAreSaid() {
    Map<Integer, Tally.Work> splits = new TreeMap<>();
    for (int s = 0; s < 5; s++) {
      splits.put(s, new Tally.Work("n", 1, s == 3 ? 5000 : 1000, 50, s == 3 ? 950 : 50));
    }
    assertEquals(List.of(), rules.splits(0, 1, splits));
    assertEquals(List.of(), rules.splits(0, 2, splits));
    List<AlertRaised> raised = rules.splits(0, 3, splits);
    assertEquals(1, raised.size());
    assertEquals("split 3", raised.get(0).subject());
    assertTrue(raised.get(0).sentence().contains("10.0 times as long"));
    assertTrue(raised.get(0).sentence().contains("5.0 times their rows"));
  }

  @Test
  void zeroIsNever() {
    AlertRules never = new AlertRules(new AlertSettings(0, Duration.ZERO, 0, 0), 0);
    for (int k = 1; k < 20; k++) {
      assertEquals(List.of(), never.objective(0, k, 0, "", k));
      assertEquals(List.of(), never.tick(k * 1_000_000L, k));
      assertEquals(List.of(), never.workers(0, k, of(100_000)));
    }
  }

  private int objectives(double... values) {
    int raised = 0;
    for (double value : values) {
      raised += rules.objective(0, 1, 0, "", value).size();
    }
    return raised;
  }

  private int workers(long ms) {
    return rules.workers(0, 1, of(ms)).size();
  }

  private static Map<String, Tally.Work> of(long slowMs) {
    Map<String, Tally.Work> workers = new TreeMap<>();
    workers.put("w1", new Tally.Work("n1", 4, 1000, 0, 100));
    workers.put("w2", new Tally.Work("n2", 4, 1000, 0, slowMs));
    workers.put("w3", new Tally.Work("n3", 4, 1000, 0, 110));
    return workers;
  }
}
