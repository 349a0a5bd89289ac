package org.trainyard.am.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.trainyard.am.cluster.ClusterLink.NodeRoom;

class WavePolicyTest {
  @Test
  void countsContainersThatFitNodeByNode() {
    List<NodeRoom> nodes =
        List.of(new NodeRoom(4096, 8), new NodeRoom(1500, 8), new NodeRoom(900, 8));
    assertEquals(4 + 1 - 1, WavePolicy.tasks(nodes, 1024, 1, 1024), "one is the job's own master");
  }

  @Test
  void coresCountWhereATaskTakesSome() {
    List<NodeRoom> nodes = List.of(new NodeRoom(10_240, 3));
    assertEquals(2, WavePolicy.tasks(nodes, 1024, 1, 1024));
    assertEquals(9, WavePolicy.tasks(nodes, 1024, 0, 1024));
    assertEquals(1, WavePolicy.tasks(nodes, 1024, 2, 0));
  }

  @Test
  void aFullClusterStillGetsOneTask() {
    assertEquals(1, WavePolicy.tasks(List.of(), 1024, 1, 1536));
    assertEquals(1, WavePolicy.tasks(List.of(new NodeRoom(512, 1)), 1024, 1, 1536));
  }
}
