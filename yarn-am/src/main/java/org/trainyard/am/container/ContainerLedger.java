package org.trainyard.am.container;

import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every container that is ours, and what it does. Sole owner of that; one thread. */
public final class ContainerLedger {
  /** What a container does. */
  public enum State {
    /** Ours; nothing runs in it. */
    GRANTED,
    /** Its worker was started and has said nothing yet. */
    STARTING,
    /** Its worker said hello. */
    RUNNING,
    /** Given back or given up; YARN has not said yet that it is gone. */
    LEAVING
  }

  /**
   * One container.
   *
   * @param host of its node
   * @param state what it does
   * @param since when it began that
   * @param gpus that it has
   */
  public record Entry(String host, State state, Instant since, int gpus) {}

  private static final Map<State, Set<State>> ALLOWED = new EnumMap<>(State.class);

  static {
    ALLOWED.put(State.GRANTED, EnumSet.of(State.STARTING, State.LEAVING));
    // A worker says hello again to the master of the next attempt.
    ALLOWED.put(State.STARTING, EnumSet.of(State.RUNNING, State.LEAVING));
    ALLOWED.put(State.RUNNING, EnumSet.of(State.LEAVING));
    ALLOWED.put(State.LEAVING, EnumSet.noneOf(State.class));
  }

  private final Map<String, Entry> containers = new LinkedHashMap<>();

  /** A container is ours, without GPUs. */
  public void granted(String container, String host, Instant now) {
    granted(container, host, 0, now);
  }

  /** A container is ours. */
  public void granted(String container, String host, int gpus, Instant now) {
    if (containers.containsKey(container)) {
      throw new IllegalStateException("Container " + container + " is granted a second time");
    }
    containers.put(container, new Entry(host, State.GRANTED, now, gpus));
  }

  /**
   * A container does something else now.
   *
   * @throws IllegalStateException if it cannot, with the container and both states
   */
  public void become(String container, State next, Instant now) {
    Entry entry = containers.get(container);
    if (entry == null || !ALLOWED.get(entry.state()).contains(next)) {
      throw new IllegalStateException(
          "Container "
              + container
              + " cannot go from "
              + (entry == null ? "nowhere" : entry.state())
              + " to "
              + next);
    }
    containers.put(container, new Entry(entry.host(), next, now, entry.gpus()));
  }

  /** A container is gone; what was known of it, if it was ours. */
  public Optional<Entry> gone(String container) {
    return Optional.ofNullable(containers.remove(container));
  }

  /** What is known of a container. */
  public Optional<Entry> find(String container) {
    return Optional.ofNullable(containers.get(container));
  }

  /** Whether a container is in a state. */
  public boolean is(String container, State state) {
    Entry entry = containers.get(container);
    return entry != null && entry.state() == state;
  }

  /** The containers in a state, in the order in which they were granted. */
  public List<String> in(State state) {
    return containers.entrySet().stream()
        .filter(entry -> entry.getValue().state() == state)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Containers that work or will. */
  public int live() {
    return heads().all();
  }

  /** The same by kind. */
  public Heads heads() {
    return containers.values().stream()
        .filter(entry -> entry.state() != State.LEAVING)
        .map(entry -> Heads.one(entry.gpus()))
        .reduce(Heads.NONE, Heads::plus);
  }
}
