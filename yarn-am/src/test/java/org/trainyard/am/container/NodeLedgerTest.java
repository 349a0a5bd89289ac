package org.trainyard.am.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;

class NodeLedgerTest {
  private final NodeLedger ledger = new NodeLedger();

  private void strike(String host, int times) {
    for (int t = 0; t < times; t++) {
      ledger.strike(host);
    }
  }

  @Test
  void aNodeIsLeftOutAfterRepeatedFailures() {
    strike("bad", NodeLedger.STRIKES - 1);
    assertEquals(Set.of(), ledger.leftOut(10));
    strike("bad", 1);
    strike("other", 1);
    assertEquals(Set.of("bad"), ledger.leftOut(10));
  }

  @Test
  void neverMoreThanAThirdOfTheCluster() {
    strike("a", NodeLedger.STRIKES);
    strike("b", NodeLedger.STRIKES);
    assertEquals(Set.of("a", "b"), ledger.leftOut(6));
    assertEquals(Set.of(), ledger.leftOut(5));
    assertEquals(Set.of(), ledger.leftOut(2));
  }
}
