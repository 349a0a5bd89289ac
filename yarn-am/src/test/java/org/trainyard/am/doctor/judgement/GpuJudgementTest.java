package org.trainyard.am.doctor.judgement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.trainyard.am.cluster.GpuSupply;
import org.trainyard.am.doctor.Finding;
import org.trainyard.am.doctor.Level;
import org.trainyard.mapreduce.device.DeviceKeys.Wish;

class GpuJudgementTest {
  private static final List<GpuSupply.Type> TYPES = List.of(new GpuSupply.Type("yarn.io/gpu", ""));

  private static Level level(GpuSupply supply, Wish wish) {
    return Seen.worst(GpuJudgement.of(supply, wish));
  }

  @Test
  void whatIsMissingStopsOnlyWhoRequiresIt() {
    assertEquals(List.of(), GpuJudgement.of(GpuSupply.NONE, Wish.OFF));
    assertEquals(Level.WARNING, level(GpuSupply.NONE, Wish.AUTO));
    assertEquals(Level.ERROR, level(GpuSupply.NONE, Wish.REQUIRE));
    GpuSupply noNode = new GpuSupply(TYPES, List.of(), null);
    assertEquals(Level.ERROR, level(noNode, Wish.REQUIRE));
  }

  @Test
  void tellsTypeNodesAndWhatIsFree() {
    GpuSupply busy = new GpuSupply(TYPES, List.of(new GpuSupply.Node("n1", 2, 0)), null);
    assertEquals(Level.WARNING, level(busy, Wish.REQUIRE));
    GpuSupply free = new GpuSupply(TYPES, List.of(new GpuSupply.Node("n1", 2, 1)), null);
    List<Finding> found = GpuJudgement.of(free, Wish.AUTO);
    assertEquals(Level.OK, Seen.worst(found));
    assertTrue(
        found.get(0).fact().contains("yarn.io/gpu: 2 GPUs on 1 node(s), 1 of them free"),
        Seen.words(found));
  }
}
