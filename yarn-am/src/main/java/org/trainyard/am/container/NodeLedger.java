package org.trainyard.am.container;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Failures of each node. A node with several is left out, but never more than a third of the
 * cluster: then the fault is elsewhere. One thread.
 */
public final class NodeLedger {
  /** So many failures leave a node out. */
  static final int STRIKES = 3;

  private static final int LARGEST_SHARE = 3;

  private final Map<String, Integer> strikes = new HashMap<>();

  /** Something failed on a host that is no fault of the data's. */
  public void strike(String host) {
    strikes.merge(host, 1, Integer::sum);
  }

  /**
   * The hosts to leave out of a cluster of so many nodes; empty if they would be more than a third.
   */
  public Set<String> leftOut(int nodes) {
    Set<String> bad = new TreeSet<>();
    strikes.forEach(
        (host, count) -> {
          if (count >= STRIKES) {
            bad.add(host);
          }
        });
    return bad.size() * LARGEST_SHARE > nodes ? Set.of() : bad;
  }
}
