package org.trainyard.am.facts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trainyard.am.facts.RunFacts.Presence;
import org.trainyard.am.facts.RunFacts.Worker;
import org.trainyard.formats.event.RunEvent;

/** Every worker that was heard of, in the order in which they came. One thread. */
final class WorkerLedger {
  private final Map<String, Worker> workers = new LinkedHashMap<>();

  void granted(RunEvent.ContainerGranted granted) {
    workers.put(
        granted.container(),
        new Worker(
            granted.container(),
            granted.node(),
            Presence.STARTING,
            granted.atMs(),
            0,
            0,
            null,
            null,
            granted.memoryMb(),
            granted.cores(),
            granted.log(),
            null));
  }

  void came(RunEvent.WorkerCame came) {
    Worker before = find(came.worker(), came.node());
    workers.put(
        came.worker(),
        new Worker(
            came.worker(),
            came.node(),
            Presence.WORKING,
            before.grantedMs(),
            before.cameMs() == 0 ? came.atMs() : before.cameMs(),
            0,
            null,
            null,
            before.memoryMb(),
            came.cores(),
            before.log(),
            before.sum()));
  }

  void left(RunEvent.ContainerLeft left) {
    Worker before = find(left.container(), left.node());
    boolean first = before.presence() != Presence.GONE;
    workers.put(
        left.container(),
        new Worker(
            before.worker(),
            before.node(),
            Presence.GONE,
            before.grantedMs(),
            before.cameMs(),
            first ? left.atMs() : before.leftMs(),
            first ? left.how() : before.how(),
            first ? left.why() : before.why(),
            before.memoryMb(),
            before.cores(),
            before.log(),
            before.sum()));
  }

  void summed(RunEvent.WorkerSum sum) {
    Worker before = find(sum.worker(), sum.node());
    workers.put(
        sum.worker(),
        new Worker(
            before.worker(),
            before.node(),
            before.presence() == Presence.STARTING ? Presence.WORKING : before.presence(),
            before.grantedMs(),
            before.cameMs(),
            before.leftMs(),
            before.how(),
            before.why(),
            before.memoryMb(),
            before.cores(),
            before.log(),
            sum));
  }

  /** The process that they worked for has ended: whoever is there is there no more. */
  void ended(long atMs, RunEvent.Leaving how, String why) {
    for (Worker worker : List.copyOf(workers.values())) {
      left(new RunEvent.ContainerLeft(atMs, worker.worker(), worker.node(), how, why));
    }
  }

  List<Worker> facts() {
    return List.copyOf(workers.values());
  }

  private Worker find(String id, String node) {
    Worker known = workers.get(id);
    return known == null
        ? new Worker(id, node, Presence.STARTING, 0, 0, 0, null, null, 0, 0, null, null)
        : known;
  }
}
