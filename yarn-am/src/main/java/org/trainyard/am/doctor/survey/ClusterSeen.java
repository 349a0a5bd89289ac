package org.trainyard.am.doctor.survey;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the ResourceManager tells its clients.
 *
 * @param largestMemoryMb the largest container that may be asked for, in MiB
 * @param largestCores the most virtual cores of a container
 * @param resourceTypes names of all resources that the cluster counts
 * @param nodes all but those that were taken out of service
 * @param queues by name; several where short names are ambiguous
 * @param submitTo names of the queues that this user may submit to
 */
public record ClusterSeen(
    long largestMemoryMb,
    int largestCores,
    Set<String> resourceTypes,
    List<Node> nodes,
    List<Queue> queues,
    Set<String> submitTo) {
  /**
   * A node.
   *
   * @param name host and port
   * @param webAddress host and port of its web server
   * @param running whether it runs containers
   * @param memoryMb all of it, in MiB
   * @param cores all of them
   * @param freeMemoryMb not held by containers
   * @param resources beside memory and cores
   * @param labels of its partition
   * @param health what it says of itself; empty when well
   * @param healthAtMs when it said so, by its own clock, ms since the epoch
   */
  public record Node(
      String name,
      String webAddress,
      boolean running,
      long memoryMb,
      int cores,
      long freeMemoryMb,
      Map<String, Long> resources,
      Set<String> labels,
      String health,
      long healthAtMs) {}

  /**
   * A queue.
   *
   * @param name as applications name it
   * @param leaf whether applications can be in it
   * @param running whether it takes applications
   * @param mostOfCluster share of the cluster that it may use, from 0 to 1; NaN if unknown
   * @param used share of its own capacity in use; may be more than 1; NaN if unknown
   * @param mostMasters share of it that ApplicationMasters may use, from 0 to 1; NaN if unknown
   */
  public record Queue(
      String name,
      boolean leaf,
      boolean running,
      double mostOfCluster,
      double used,
      double mostMasters) {}

  /** The nodes that run containers. */
  public List<Node> running() {
    return nodes.stream().filter(Node::running).toList();
  }
}
