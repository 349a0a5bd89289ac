package org.trainyard.am.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class UberPolicyTest {
  private static UberPolicy.Choice choose(int splits, double work, double start) {
    return UberPolicy.choose(new UberPolicy.Facts(splits, 9, true, work, true, start));
  }

  @Test
  void paysWhileAllMapsTogetherTakeLessThanAContainerTakesToStart() {
    assertTrue(choose(3, 1.4, 1.5).uber());
    assertFalse(choose(3, 1.5, 1.5).uber());
    assertEquals(
        "the maps took 1.4 s in all, less than the 1.5 s that a container takes to start",
        choose(3, 1.4, 1.5).because());
  }

  @Test
  void aStartThatNobodyMeasuredIsTheUsualOne() {
    assertTrue(choose(2, UberPolicy.START_SECONDS - 0.01, Double.NaN).uber());
    assertFalse(choose(2, UberPolicy.START_SECONDS, Double.NaN).uber());
  }

  @Test
  void oneMapAloneGainsNothingFromAContainer() {
    assertTrue(choose(1, 1e6, 1).uber());
  }

  @Test
  void hadoopsLimitsHold() {
    assertTrue(choose(9, 0.1, 2).uber());
    assertFalse(choose(10, 0.1, 2).uber());
    assertFalse(
        UberPolicy.choose(new UberPolicy.Facts(1, 9, false, 0.1, true, 2)).uber(), "too small");
  }

  @Test
  void beforeAnythingIsMeasuredTheSizeOfTheDataSays() {
    double half = UberPolicy.guess(new Workload(SplitPolicy.BYTES / 2, 1));
    assertEquals(UberPolicy.START_SECONDS / 2, half);
    assertEquals(8 * half, UberPolicy.guess(new Workload(SplitPolicy.BYTES / 2, 8)));
  }
}
