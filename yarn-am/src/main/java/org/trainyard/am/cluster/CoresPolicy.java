package org.trainyard.am.cluster;

import java.util.List;

/**
 * How many cores a container of the resident engine has where nobody says so. Threads of one
 * process share its start, its compiled code and its connections, so two are better than one, if
 * they find a place. Pure.
 */
public final class CoresPolicy {
  private static final int SHARED = 2;

  private CoresPolicy() {}

  /**
   * Two, unless more than a third of the free cores would lie idle because they are single ones.
   *
   * @param nodes room of each node
   * @param usual cores of a task on this cluster
   */
  public static int cores(List<ClusterLink.NodeRoom> nodes, int usual) {
    if (usual >= SHARED) {
      return usual;
    }
    int single = nodes.stream().mapToInt(ClusterLink.NodeRoom::freeCores).sum();
    int shared = nodes.stream().mapToInt(node -> node.freeCores() / SHARED * SHARED).sum();
    return shared > 0 && 3 * shared >= 2 * single ? SHARED : Math.max(1, usual);
  }
}
