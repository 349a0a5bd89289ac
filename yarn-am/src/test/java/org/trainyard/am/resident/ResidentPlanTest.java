package org.trainyard.am.resident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResidentPlanTest {
  @ParameterizedTest
  @CsvSource({
    // bytes, coordinates, splits
    "1000000, 100, 16",
    "1000000000, 100, 59",
    "1000000000000, 100, 4096",
    "1000000000, 10000000, 2",
    "1000, 10000000, 2",
    "0, 1, 2"
  })
  void splitsAreManyEnoughToMoveAndLargerThanWhatIsSentAboutThem(
      long bytes, long vectors, int splits) {
    assertEquals(splits, ResidentPlan.splits(new ResidentPlan.Work(bytes, 1, vectors)));
  }

  @Test
  void containersThatNoNodeOffersAreNotAskedFor() throws Exception {
    ResidentPlan.refuseBeyond(4096, 4096);
    ResidentUnavailableException refused =
        assertThrows(
            ResidentUnavailableException.class, () -> ResidentPlan.refuseBeyond(4096, 4097));
    assertEquals(ResidentUnavailableException.Why.NO_CONTAINER, refused.why());
  }
}
