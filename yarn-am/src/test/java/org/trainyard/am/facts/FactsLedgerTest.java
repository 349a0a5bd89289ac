package org.trainyard.am.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.trainyard.am.facts.RunFacts.Presence;
import org.trainyard.am.facts.RunFacts.State;
import org.trainyard.formats.event.RunEvent;

class FactsLedgerTest {
  @Test
  void tellsHowARunStandsFromItsFirstSecondToItsLast() {
    FactsLedger ledger = FactsExample.ledger(100);
    assertEquals(State.IDLE, ledger.snapshot(1).head().state());
    List<RunEvent> events = FactsExample.events(3, 1);
    events.subList(0, 2).forEach(ledger::hear);
    assertEquals(State.PACKING, ledger.snapshot(1).head().state());
    events.subList(2, 7).forEach(ledger::hear);
    RunFacts waiting = ledger.snapshot(1);
    assertEquals(900, waiting.head().packings().get(0).rows());
    assertEquals(State.WAITING, waiting.head().state());
    assertEquals("2 containers asked for", waiting.head().waiting().sentence());
    assertEquals("root.ml", waiting.head().queue());
    events.subList(7, events.size()).forEach(ledger::hear);
    ledger.progress(0.5);
    RunFacts training = ledger.snapshot(77);
    assertEquals(State.TRAINING, training.head().state());
    assertNull(training.head().waiting());
    assertEquals(3, training.head().iteration());
    assertEquals(0.035, training.head().progress(), 1e-12);
    assertEquals(0.97, training.head().secondsLeft(), 1e-9);
    assertFalse(training.head().leftIsExpected());
    assertEquals(77, training.head().nowMs());
    ledger.hear(new RunEvent.PhaseBegan(9100, RunEvent.Phase.PUBLISHING, "publishing"));
    assertEquals(State.PUBLISHING, ledger.snapshot(1).head().state());
    ledger.hear(
        new RunEvent.AttemptEnded(9200, RunEvent.End.FINISHED, "MAX_ITERATIONS", "enough", 3));
    RunFacts over = ledger.snapshot(1);
    assertEquals(State.FINISHED, over.head().state());
    assertEquals("enough", over.head().sentence());
    assertEquals(1, over.head().progress());
    assertEquals(0, over.head().secondsLeft());
    assertEquals(Presence.GONE, over.workers().get(0).presence());
  }

  @Test
  void anAttemptAfterAnotherGoesOn() {
    FactsLedger ledger = FactsExample.ledger(100);
    FactsExample.events(2, 1).forEach(ledger::hear);
    ledger.hear(
        new RunEvent.AttemptEnded(9100, RunEvent.End.HANDED_OVER, "CLUSTER", "node lost", 2));
    assertEquals(State.INTERRUPTED, ledger.snapshot(1).head().state());
    ledger.hear(
        new RunEvent.AttemptBegan(
            9500,
            RunEvent.Begin.RESUMED,
            2,
            "application_1_1",
            "auto",
            "g",
            "ann",
            "0.1",
            2,
            null));
    ledger.hear(new RunEvent.PhaseBegan(9501, RunEvent.Phase.TRAINING, "training"));
    // What an earlier attempt told already counts once.
    FactsExample.iteration(2, 1).forEach(ledger::hear);
    FactsExample.iteration(3, 1).forEach(ledger::hear);
    RunFacts facts = ledger.snapshot(1);
    assertEquals(List.of(1, 2, 3), facts.iterations().stream().map(i -> i.iteration()).toList());
    assertEquals(2, facts.attempts().size());
    assertEquals("node lost", facts.attempts().get(0).ended().sentence());
    assertNull(facts.attempts().get(1).ended());
    assertEquals(State.TRAINING, facts.head().state());
  }

  @Test
  void tellsWorkersWhereTheyStandAndHowTheyLeft() {
    FactsLedger ledger = FactsExample.ledger(100);
    FactsExample.events(1, 1).forEach(ledger::hear);
    RunFacts.Worker there = ledger.snapshot(1).workers().get(0);
    assertEquals(Presence.WORKING, there.presence());
    assertEquals(2800, there.grantedMs());
    assertEquals(2900, there.cameMs());
    assertEquals(400, there.sum().rows());
    ledger.hear(
        new RunEvent.ContainerLeft(9100, "c_1", "n1", RunEvent.Leaving.FAILED, "exit status 137"));
    ledger.hear(
        new RunEvent.ContainerLeft(9200, "c_1", "n1", RunEvent.Leaving.RETURNED, "released"));
    RunFacts.Worker gone = ledger.snapshot(1).workers().get(0);
    assertEquals(RunEvent.Leaving.FAILED, gone.how());
    assertEquals("exit status 137", gone.why());
    assertEquals(9100, gone.leftMs());
  }

  @Test
  void tenThousandIterationsOfFiftyModelsStaySmall() {
    FactsLedger ledger = FactsExample.ledger(10_000);
    FactsExample.events(10_000, 50).forEach(ledger::hear);
    RunFacts facts = ledger.snapshot(1);
    assertEquals(10_000, facts.iterations().size());
    assertEquals(50, facts.models().size());
    for (RunFacts.Model model : facts.models()) {
      List<Curve.Point> points = model.objective().points();
      assertTrue(points.size() <= CurveLedger.MOST + 3, "points: " + points.size());
      assertTrue(points.size() > CurveLedger.MOST / 3, "points: " + points.size());
      assertEquals(1, points.get(0).iteration());
      assertEquals(10_000, points.get(points.size() - 1).iteration());
      assertEquals(1e-4, model.objective().least().value());
    }
    int bytes = FactsJson.models(facts).toString().length();
    assertTrue(bytes < 2 << 20, "bytes: " + bytes);
    // A snapshot copies nothing that grows with the iterations.
    assertEquals(facts.iterations(), ledger.snapshot(1).iterations());
    assertTrue(facts.events().size() <= 2 * FactsLedger.RECENT);
  }

  @Test
  void aSnapshotDoesNotChange() {
    FactsLedger ledger = FactsExample.ledger(1000);
    FactsExample.events(500, 1).forEach(ledger::hear);
    RunFacts before = ledger.snapshot(1);
    List<Curve.Point> points = List.copyOf(before.models().get(0).objective().points());
    for (int k = 501; k <= 900; k++) {
      FactsExample.iteration(k, 1).forEach(ledger::hear);
    }
    assertEquals(500, before.iterations().size());
    assertEquals(points, before.models().get(0).objective().points());
    assertEquals(900, ledger.snapshot(1).iterations().size());
  }

  @Test
  void whatIsNotFiniteIsNoPointOfACurve() {
    CurveLedger curve = new CurveLedger();
    curve.add(1, Double.NaN);
    curve.add(2, 5);
    curve.add(3, Double.POSITIVE_INFINITY);
    curve.add(4, 7);
    assertEquals(List.of(new Curve.Point(2, 5), new Curve.Point(4, 7)), curve.curve().points());
    assertEquals(7, curve.curve().lastValue());
  }
}
