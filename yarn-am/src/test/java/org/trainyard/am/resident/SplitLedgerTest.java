package org.trainyard.am.resident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trainyard.am.exchange.Verdict;
import org.trainyard.am.exchange.WorkerId;

class SplitLedgerTest {
  private static final Instant NOW = Instant.EPOCH;
  private static final WorkerId A = new WorkerId("a");
  private static final WorkerId B = new WorkerId("b");

  private final SplitLedger ledger =
      new SplitLedger(List.of(new Piece(10, List.of()), new Piece(20, List.of())));

  @Test
  void theFirstReportCountsAndIsAnsweredTheSameWhenAskedAgain() {
    ledger.ordered(0, A, NOW);
    ledger.ordered(0, B, NOW);
    assertEquals(Verdict.KEEP, ledger.mapped(0, B));
    assertEquals(Verdict.DROP, ledger.mapped(0, A));
    assertEquals(Verdict.KEEP, ledger.mapped(0, B));
    assertEquals(B, ledger.home(0));
    assertEquals(List.of(B), ledger.contributors());
    assertEquals(List.of(1), ledger.queued());
    assertFalse(ledger.complete());
  }

  @Test
  void whoWasNotOrderedToIsToldToDropIt() {
    assertEquals(Verdict.DROP, ledger.mapped(0, A));
    assertEquals(List.of(0, 1), ledger.queued());
  }

  @Test
  void allThatALostWorkerHadIsToBeDoneAgain() {
    ledger.ordered(0, A, NOW);
    ledger.ordered(1, B, NOW);
    ledger.mapped(0, A);
    ledger.mapped(1, B);
    assertTrue(ledger.complete());
    assertTrue(ledger.lost(A));
    assertFalse(ledger.complete());
    assertEquals(List.of(0), ledger.queued());
    assertNull(ledger.home(0));
    assertEquals(Set.of(1), ledger.keptBy(B));
    ledger.ordered(0, B, NOW);
    assertFalse(ledger.lost(A));
    assertEquals(List.of(0), ledger.running());
  }

  @Test
  void aFailedSplitIsQueuedAgainAndRemembersWhere() {
    ledger.ordered(1, A, NOW);
    ledger.failed(1, A);
    assertEquals(List.of(0, 1), ledger.queued());
    assertEquals(Set.of(A), ledger.failedAt(1));
  }

  @Test
  void whatSomebodyHoldsIsAtHomeThereInTheNextIteration() {
    ledger.holds(A, List.of(0, 1));
    ledger.holds(B, List.of(1));
    ledger.begin(List.of(new Seat(A, "n", 1), new Seat(B, "n", 1)));
    assertEquals(A, ledger.home(0));
    assertEquals(B, ledger.home(1), "moved to where it is held too, because A had more");
    assertEquals(2, ledger.heldSplits());
  }

  @Test
  void ordersThatMakeNoSenseAreRefused() {
    ledger.ordered(0, A, NOW);
    assertThrows(IllegalStateException.class, () -> ledger.ordered(0, A, NOW));
    ledger.mapped(0, A);
    assertThrows(IllegalStateException.class, () -> ledger.ordered(0, B, NOW));
  }
}
