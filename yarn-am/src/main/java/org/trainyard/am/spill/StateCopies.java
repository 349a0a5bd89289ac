package org.trainyard.am.spill;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.trainyard.formats.state.State;
import org.trainyard.formats.vector.StoredVector;
import org.trainyard.formats.vector.Vector;
import org.trainyard.formats.vector.VectorShelf;

/**
 * States whose large vectors lie in the run's files, read from the local disk: a step visits the
 * same history many times, and so does the next. Each vector is copied when it is visited first, or
 * from memory where it still is there. Not thread-safe.
 */
public final class StateCopies implements Closeable {
  private final VectorCopies disk;
  private Map<StoredVector, VectorCopies.Copied> copies = new HashMap<>();

  /** On the local disk; {@code files} is closed with it. */
  public StateCopies(SpillFiles files) {
    this.disk = new VectorCopies(files, "vector");
  }

  /** For what else of the run is visited in every step; its copies stay until this is closed. */
  public VectorShelf shelf() {
    return disk;
  }

  /**
   * The same state, to be visited here; copies of what it does not have are let go: who still
   * visits that reads it where it lies.
   */
  public State of(State state) {
    return of(state, state);
  }

  /**
   * The same.
   *
   * @param state as it was read
   * @param written the state that was written there: what of it is on the heap is copied from there
   *     at once
   */
  public State of(State state, State written) {
    Map<StoredVector, VectorCopies.Copied> kept = new HashMap<>();
    SortedMap<String, Vector> parameters = of(state.parameters(), written.parameters(), kept);
    SortedMap<String, Vector> memory = of(state.memory(), written.memory(), kept);
    copies.keySet().removeAll(kept.keySet());
    copies.values().forEach(VectorCopies.Copied::letGo);
    copies = kept;
    return new State(state.iteration(), state.control(), parameters, memory);
  }

  private SortedMap<String, Vector> of(
      SortedMap<String, Vector> vectors,
      SortedMap<String, Vector> written,
      Map<StoredVector, VectorCopies.Copied> kept) {
    SortedMap<String, Vector> here = new TreeMap<>(vectors);
    here.replaceAll(
        (name, vector) ->
            vector instanceof StoredVector stored
                ? kept.computeIfAbsent(stored, home -> copy(home, written.get(name)))
                : vector);
    return here;
  }

  private VectorCopies.Copied copy(StoredVector home, Vector written) {
    VectorCopies.Copied copied = copies.get(home);
    if (copied == null) {
      copied = disk.new Copied(home);
      if (written != null && written.isOnHeap()) {
        copied.copy(written);
      }
    }
    return copied;
  }

  /** All copies are let go. */
  @Override
  public void close() throws IOException {
    disk.close();
  }
}
