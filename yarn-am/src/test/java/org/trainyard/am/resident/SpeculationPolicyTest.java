package org.trainyard.am.resident;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeculationPolicyTest {
  @ParameterizedTest
  @CsvSource({
    // elapsed, expected, copies, again
    "1900, 10, 1, false",
    "2100, 10, 1, true",
    "2100, 10, 2, false",
    "2100, 10, 0, false",
    "29000, 10000, 1, false",
    "31000, 10000, 1, true",
    "999999, NaN, 1, false"
  })
  void aSplitThatTakesMuchLongerThanItsSizeExplainsIsOrderedOnceMore(
      long elapsedMs, double expectedMs, int copies, boolean again) {
    assertEquals(again, SpeculationPolicy.again(Duration.ofMillis(elapsedMs), expectedMs, copies));
  }
}
