package org.trainyard.mapreduce.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeviceLedgerTest {
  private static final KernelFailedException GONE = new KernelFailedException("gone", null);

  private final KernelTally tally = new KernelTally();
  private final List<Integer> referred = new ArrayList<>();

  private DeviceLedger<Integer> ledger(Precision arithmetic) {
    return new DeviceLedger<>(tally, arithmetic, Integer::longValue);
  }

  @Test
  void whatIsOwedIsSettledInItsOrderAndCounted() {
    DeviceLedger<Integer> ledger = ledger(Precision.EXACT);
    ledger.owe(3);
    ledger.owe(4);
    assertEquals(List.of(3, 4), List.copyOf(ledger.owed()));
    ledger.computed(ledger.settle());
    ledger.refer(ledger.settle(), "no room", referred::add);
    assertTrue(ledger.owed().isEmpty());
    assertNull(ledger.refusal());
    assertEquals(3, tally.rowsOnDevice());
    assertEquals(Map.of("no room", 4L), tally.fallbacks());
  }

  @Test
  void theReferenceDoesWhatAFailedDeviceOwes() {
    DeviceLedger<Integer> ledger = ledger(Precision.EXACT);
    ledger.owe(3);
    ledger.owe(4);
    ledger.fail(GONE, referred::add);
    ledger.refer(5, ledger.refusal(), referred::add);
    assertEquals(List.of(3, 4, 5), referred);
    assertTrue(ledger.owed().isEmpty());
    assertEquals(Map.of(DeviceLedger.FAILED, 12L), tally.fallbacks());
    assertEquals(0, tally.rowsOnDevice());
  }

  @Test
  void nothingStandsInForAnotherArithmetic() {
    DeviceLedger<Integer> ledger = ledger(Precision.SINGLE);
    ledger.owe(3);
    assertSame(
        GONE, assertThrows(KernelFailedException.class, () -> ledger.fail(GONE, referred::add)));
    ledger.refuse("no kernel", null);
    assertThrows(
        KernelFailedException.class, () -> ledger.refer(4, ledger.refusal(), referred::add));
    assertEquals(List.of(), referred);
    assertEquals(Map.of(), tally.fallbacks());
  }
}
