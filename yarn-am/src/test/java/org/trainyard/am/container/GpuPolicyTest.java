package org.trainyard.am.container;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trainyard.am.cluster.GpuSupply;
import org.trainyard.formats.config.InvalidSettingsException;
import org.trainyard.mapreduce.device.DeviceKeys.Wish;

class GpuPolicyTest {
  private static final List<GpuSupply.Type> TYPES =
      Stream.of("memory-mb", "vcores", GpuSupply.GPU)
          .map(name -> new GpuSupply.Type(name, ""))
          .toList();

  private static GpuSupply supply(long total, long free) {
    return new GpuSupply(TYPES, List.of(new GpuSupply.Node("n1", total, free)), null);
  }

  @ParameterizedTest
  @CsvSource({
    // wish, wanted, GPUs, free, containers, with a GPU
    "OFF, 5, 2, 2, 5, 0",
    "AUTO, 5, 2, 2, 5, 2",
    "AUTO, 5, 4, 1, 5, 1",
    "AUTO, 5, 4, 0, 5, 0",
    "AUTO, 1, 8, 8, 1, 1",
    "REQUIRE, 5, 2, 0, 2, 2",
    "REQUIRE, 1, 2, 2, 1, 1"
  })
  void autoTakesWhatIsFreeAndRequireNoMoreContainersThanGpus(
      Wish wish, int wanted, long total, long free, int containers, int withGpu) {
    ContainerPlan plan = new ContainerPlan(wanted, new ContainerSize(1024, 2), true);
    assertEquals(
        plan.staffed(containers, withGpu), GpuPolicy.staff(wish, plan, supply(total, free)));
  }

  @ParameterizedTest
  @CsvSource({
    // wish, splits, asked for, GPUs, free, splits, with GPUs
    "OFF, 10, false, 2, 2, 10, false",
    "AUTO, 10, false, 2, 2, 2, true",
    "AUTO, 1, false, 2, 2, 1, true",
    "AUTO, 10, true, 2, 2, 10, true",
    "AUTO, 17, false, 4, 2, 17, false",
    "AUTO, 10, false, 4, 0, 10, false",
    "REQUIRE, 10, false, 4, 0, 4, true",
    "REQUIRE, 10, true, 4, 0, 10, true"
  })
  void theTasksOfAJobAreAllOfOneKind(
      Wish wish, int splits, boolean asked, long total, long free, int tasks, boolean gpu) {
    assertEquals(
        new GpuPolicy.Maps(tasks, gpu), GpuPolicy.maps(wish, splits, asked, supply(total, free)));
  }

  @Test
  void requireNamesWhatIsMissing() {
    GpuSupply unknown = new GpuSupply(TYPES.subList(0, 2), List.of(), null);
    assertRefused(
        unknown, "does not know the resource type yarn.io/gpu (it knows memory-mb, vcores)");
    assertRefused(new GpuSupply(TYPES, List.of(), null), "no running node offers one");
    GpuSupply.Node node = new GpuSupply.Node("n1", 2, 2);
    GpuSupply forbidden = new GpuSupply(TYPES, List.of(node), "the queue q may use none");
    assertRefused(forbidden, "the queue q may use none");
    assertEquals(0, forbidden.free());
    assertDoesNotThrow(() -> GpuPolicy.refuse(Wish.REQUIRE, supply(2, 0)));
    assertEquals("2 GPUs on 1 node(s), 1 of them free", supply(2, 1).describe());
  }

  private static void assertRefused(GpuSupply supply, String sentence) {
    InvalidSettingsException refusal =
        assertThrows(InvalidSettingsException.class, () -> GpuPolicy.refuse(Wish.REQUIRE, supply));
    assertTrue(refusal.getMessage().contains(sentence), refusal.getMessage());
    assertDoesNotThrow(() -> GpuPolicy.refuse(Wish.AUTO, supply));
  }

  @ParameterizedTest
  @CsvSource({
    // containers, with a GPU; live without, with; asked without, with; more without, with
    "4, 2, 0, 0, 0, 0, 2, 2",
    "4, 2, 1, 1, 1, 1, 0, 0",
    "4, 0, 0, 2, 0, 0, 2, 0",
    "4, 0, 0, 2, 2, 2, 0, -2",
    "4, 3, 3, 0, 0, 0, 0, 1",
    "2, 2, 0, 0, 0, 0, 0, 2",
    "2, 0, 0, 1, 0, 1, 1, -1",
    "3, 1, 3, 0, 0, 1, 0, -1"
  })
  void eachKindIsAskedForByItselfAndNoneIsGivenBackForItsKind(
      int containers,
      int withGpu,
      int livePlain,
      int liveGpu,
      int askedPlain,
      int askedGpu,
      int morePlain,
      int moreGpu) {
    ContainerPlan plan = new ContainerPlan(containers, new ContainerSize(512, 1), true, withGpu);
    assertEquals(
        new Heads(morePlain, moreGpu),
        RequestPolicy.more(plan, new Heads(livePlain, liveGpu), new Heads(askedPlain, askedGpu)));
  }
}
