package org.trainyard.am.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trainyard.am.container.ContainerLedger.State;

class ContainerLedgerTest {
  private static final Instant NOW = Instant.EPOCH;

  private final ContainerLedger ledger = new ContainerLedger();

  @Test
  void aContainerLivesFromGrantToFarewell() {
    ledger.granted("c1", "node1", NOW);
    ledger.granted("c2", "node2", NOW);
    ledger.become("c1", State.STARTING, NOW);
    ledger.become("c1", State.RUNNING, NOW.plusSeconds(2));
    assertEquals(2, ledger.live());
    assertEquals(List.of("c1"), ledger.in(State.RUNNING));
    assertEquals(NOW.plusSeconds(2), ledger.find("c1").orElseThrow().since());
    ledger.become("c1", State.LEAVING, NOW);
    assertEquals(1, ledger.live());
    assertEquals("node1", ledger.gone("c1").orElseThrow().host());
    assertFalse(ledger.gone("c1").isPresent());
  }

  @ParameterizedTest
  @CsvSource({
    "GRANTED, RUNNING",
    "STARTING, GRANTED",
    "STARTING, STARTING",
    "RUNNING, STARTING",
    "RUNNING, RUNNING",
    "LEAVING, RUNNING",
    "LEAVING, LEAVING"
  })
  void whatCannotHappenIsRefusedWithContainerAndBothStates(State from, State to) {
    ledger.granted("c1", "node1", NOW);
    if (from == State.LEAVING) {
      ledger.become("c1", State.LEAVING, NOW);
    } else if (from != State.GRANTED) {
      ledger.become("c1", State.STARTING, NOW);
      if (from == State.RUNNING) {
        ledger.become("c1", State.RUNNING, NOW);
      }
    }
    String message =
        assertThrows(IllegalStateException.class, () -> ledger.become("c1", to, NOW)).getMessage();
    assertTrue(
        message.contains("c1") && message.contains(from.name()) && message.contains(to.name()),
        message);
  }

  @Test
  void nobodyKnowsAContainerThatWasNotGranted() {
    assertThrows(IllegalStateException.class, () -> ledger.become("c9", State.STARTING, NOW));
    ledger.granted("c1", "node1", NOW);
    assertThrows(IllegalStateException.class, () -> ledger.granted("c1", "node1", NOW));
  }
}
