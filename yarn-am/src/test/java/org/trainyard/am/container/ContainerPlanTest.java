package org.trainyard.am.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.trainyard.am.container.ContainerPlan.Limits;
import org.trainyard.am.container.ContainerPlan.Need;

class ContainerPlanTest {
  private static final long MIB = 1L << 20;

  private static Limits limits(int containers, int memoryMb, int cores) {
    return new Limits(containers, memoryMb, cores, 1024, 8192, 0.6);
  }

  @Test
  void littleWorkGetsOneContainerOfTheUsualSize() {
    ContainerPlan plan = ContainerPlan.of(new Need(MIB, 1, 16, 1000), limits(0, 0, 1));
    assertEquals(new ContainerPlan(1, new ContainerSize(1024, 1), true), plan);
  }

  @Test
  void workGrowsContainersUntilTheSplitsAreDealtOut() {
    assertEquals(
        4, ContainerPlan.of(new Need(256 * MIB, 1, 16, 1000), limits(0, 0, 1)).containers());
    assertEquals(
        2, ContainerPlan.of(new Need(256 * MIB, 1, 16, 1000), limits(0, 0, 2)).containers());
    assertEquals(
        16, ContainerPlan.of(new Need(256 * MIB, 100, 16, 1000), limits(0, 0, 1)).containers());
    assertEquals(
        3, ContainerPlan.of(new Need(256 * MIB, 100, 16, 1000), limits(3, 0, 1)).containers());
    assertEquals(3, ContainerPlan.of(new Need(MIB, 1, 16, 1000), limits(3, 0, 1)).containers());
    assertEquals(2, ContainerPlan.of(new Need(MIB, 1, 2, 1000), limits(3, 0, 1)).containers());
  }

  @Test
  void memoryIsWhatTheDataNeedButNoMoreThanTheClusterGives() {
    ContainerPlan one = ContainerPlan.of(new Need(1024 * MIB, 1, 64, 1000), limits(1, 0, 1));
    assertTrue(one.size().memoryMb() > 1024, one::toString);
    ContainerPlan huge =
        ContainerPlan.of(new Need(100_000 * MIB, 1, 4000, 4000 * MIB), limits(1, 0, 1));
    assertEquals(8192, huge.size().memoryMb());
    assertFalse(huge.holdsAll());
  }

  @Test
  void moreContainersRatherThanLessMemoryForTheData() {
    Need need = new Need(64 * 100 * MIB, 1, 400, 1000);
    ContainerPlan asked = ContainerPlan.of(need, limits(0, 512, 1));
    assertEquals(512, asked.size().memoryMb());
    assertTrue(asked.holdsAll(), asked::toString);
    assertFalse(ContainerPlan.of(need, limits(2, 512, 1)).holdsAll());
  }

  @Test
  void theHeapLeavesRoomForTheRestOfTheProcess() {
    assertEquals(819, new ContainerSize(1024, 1).heapMb());
    assertEquals(288, new ContainerSize(384, 1).heapMb());
    assertEquals(64, new ContainerSize(128, 1).heapMb());
  }
}
