package org.trainyard.am.cluster;

import java.util.List;

/** How many map tasks run at once: so many splits are one wave. */
public final class WavePolicy {
  private WavePolicy() {}

  /**
   * The containers of one size that fit into the free room, at least one.
   *
   * @param nodes room of each node
   * @param memoryMb memory of a map task's container in MiB
   * @param cores its virtual cores; 0 where the scheduler counts memory only
   * @param masterMemoryMb memory that the ApplicationMaster of the MapReduce job will take, in MiB
   */
  public static int tasks(
      List<ClusterLink.NodeRoom> nodes, long memoryMb, int cores, long masterMemoryMb) {
    long memory = Math.max(1, memoryMb);
    long tasks = 0;
    for (ClusterLink.NodeRoom node : nodes) {
      long byMemory = node.freeMemoryMb() / memory;
      tasks += cores == 0 ? byMemory : Math.min(byMemory, node.freeCores() / cores);
    }
    long takenByMaster = (masterMemoryMb + memory - 1) / memory;
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, tasks - takenByMaster));
  }
}
