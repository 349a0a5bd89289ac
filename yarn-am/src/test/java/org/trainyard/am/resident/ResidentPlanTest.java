package org.trainyard.am.resident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trainyard.am.container.ContainerPlan;

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

  @ParameterizedTest
  @CsvSource({
    // there, wanted by now, the plan
    "3, 4, 3",
    "2, 4, 4",
    "4, 4, 4",
    "6, 4, 4",
    "1, 1, 1"
  })
  void containersThatWereAskedForEarlyAreEnoughUnlessManyAreMissing(
      int there, int wanted, int planned) {
    Configuration conf = new Configuration(false);
    ResidentPlan.Work work = new ResidentPlan.Work(wanted * (60L << 20), 1, 100);
    ContainerPlan suits = ResidentPlan.staff(conf, work, 16, 8192);
    assertEquals(wanted, suits.containers());
    ContainerPlan early = new ContainerPlan(there, suits.size(), true);
    ContainerPlan plan = ResidentPlan.kept(conf, work, 16, 8192, suits, early);
    assertEquals(planned, plan.containers());
    assertTrue(plan.holdsAll());
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
