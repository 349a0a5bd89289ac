package org.trainyard.am.resident;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.trainyard.am.exchange.Peer;

/** A worker that said hello. Belongs to the engine's thread. */
final class Worker {
  private final Peer peer;
  private final String node;
  private final int cores;
  private final Set<Integer> orders = new LinkedHashSet<>();
  private Instant heard;
  private Instant reported;
  private int strikes;

  Worker(Peer peer, String node, int cores, Instant now) {
    this.peer = peer;
    this.node = node;
    this.cores = Math.max(1, cores);
    this.heard = now;
    this.reported = now;
  }

  Peer peer() {
    return peer;
  }

  /** Its node, as YARN names it. */
  String node() {
    return node;
  }

  int cores() {
    return cores;
  }

  /** Splits that it was ordered to map and has said nothing of, in order. */
  Set<Integer> orders() {
    return orders;
  }

  /** When it said anything last. */
  Instant heard() {
    return heard;
  }

  void heard(Instant now) {
    heard = now;
  }

  /** When it finished something last, or began. */
  Instant reported() {
    return reported;
  }

  void reported(Instant now) {
    reported = now;
  }

  /** Something failed there; how often by now. */
  int strike() {
    return ++strikes;
  }
}
