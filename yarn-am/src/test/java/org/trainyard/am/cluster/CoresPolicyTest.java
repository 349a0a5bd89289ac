package org.trainyard.am.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trainyard.am.cluster.ClusterLink.NodeRoom;

class CoresPolicyTest {
  @ParameterizedTest
  @CsvSource({
    // free cores of the nodes, usual cores of a task, cores of a container
    "8 8, 1, 2",
    "1 2, 1, 2",
    "1 1 2, 1, 1",
    "1, 1, 1",
    "0 0, 1, 1",
    "0, 0, 1",
    "8, 4, 4",
    "1, 4, 4"
  })
  void twoThreadsShareAProcessWhereThatLeavesLittleIdle(String free, int usual, int cores) {
    List<NodeRoom> nodes =
        Arrays.stream(free.split(" ")).map(f -> new NodeRoom(8192, Integer.parseInt(f))).toList();
    assertEquals(cores, CoresPolicy.cores(nodes, usual));
  }
}
