package org.trainyard.am.resident;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.trainyard.am.exchange.Failed;
import org.trainyard.am.exchange.Peer;
import org.trainyard.am.exchange.ReduceOrder;
import org.trainyard.am.exchange.Reduced;
import org.trainyard.am.exchange.WorkerId;
import org.trainyard.am.exchange.WorkerLink;
import org.trainyard.mapreduce.iteration.PartialWritable;

/**
 * The second half of a round: each shard is summed by one of the keepers, and the sums are fetched.
 * Each attempt is whole; what comes of an earlier one is not looked at. Belongs to the engine's
 * thread.
 */
final class Reducing {
  private final IterationOrder order;
  private final Crew crew;
  private final WorkerLink link;
  private final int shards;
  private final Consumer<ResidentEvent> events;
  private final Set<WorkerId> accused = new HashSet<>();
  private PartialWritable[] sums;
  private int contributors;
  private int attempt;

  Reducing(
      IterationOrder order,
      Crew crew,
      WorkerLink link,
      int shards,
      Consumer<ResidentEvent> events) {
    this.order = order;
    this.crew = crew;
    this.link = link;
    this.shards = shards;
    this.events = events;
  }

  /** Whether an attempt is under way. */
  boolean running() {
    return sums != null;
  }

  /** Number of the latest attempt, from 1. */
  int attempt() {
    return attempt;
  }

  /** Orders all shards, from other workers each time. */
  void begin(List<WorkerId> keepers) {
    if (running()) {
      return;
    }
    if (shards == 0) {
      order.sums().complete(List.of());
      return;
    }
    attempt++;
    sums = new PartialWritable[shards];
    contributors = keepers.size();
    List<Peer> peers =
        keepers.stream().map(keeper -> crew.find(keeper).orElseThrow().peer()).toList();
    for (int shard = 0; shard < shards; shard++) {
      WorkerId reducer = keepers.get((shard + attempt - 1) % keepers.size());
      link.reduce(reducer, new ReduceOrder(order.iteration(), attempt, shard, peers));
    }
  }

  /** This attempt comes to nothing. */
  void abandon() {
    sums = null;
  }

  /** A shard is summed: it is fetched. */
  void reduced(WorkerId worker, Reduced reduced) {
    if (!running()
        || reduced.iteration() != order.iteration()
        || reduced.attempt() != attempt
        || crew.find(worker).isEmpty()) {
      return;
    }
    int of = attempt;
    link.fetchSum(worker, order.iteration(), of, reduced.shard())
        .whenComplete(
            (sum, failure) ->
                events.accept(
                    new ResidentEvent.SumCame(
                        worker,
                        order.iteration(),
                        of,
                        reduced.shard(),
                        sum,
                        failure == null ? null : String.valueOf(failure.getMessage()))));
  }

  /** A sum is here, or not; whether its worker is to be given up. */
  boolean came(ResidentEvent.SumCame came) {
    if (!running() || came.iteration() != order.iteration() || came.attempt() != attempt) {
      return false;
    }
    if (came.sum() == null) {
      abandon();
      return true;
    }
    sums[came.shard()] = came.sum();
    if (Arrays.stream(sums).noneMatch(sum -> sum == null)) {
      order.sums().complete(new ArrayList<>(Arrays.asList(sums)));
      abandon();
    }
    return false;
  }

  /**
   * A reducer failed; the contributor to give up, or null. One word against a contributor may be
   * the fault of who says it; a second one is believed.
   */
  WorkerId failed(Failed failed) {
    if (failed.kind() != Failed.Kind.PEER || failed.contributor() == null) {
      return null;
    }
    boolean again = !accused.add(failed.contributor());
    return again || contributors == 1 ? failed.contributor() : null;
  }
}
