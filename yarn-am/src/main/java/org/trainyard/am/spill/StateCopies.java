package org.trainyard.am.spill;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.formats.state.State;
import org.trainyard.formats.vector.StoredVector;
import org.trainyard.formats.vector.Vector;

/**
 * States whose large vectors lie in the run's files, read from the local disk: a step visits the
 * same history many times, and so does the next. Each vector is copied when it is visited first.
 * Where the disk takes no copy, vectors are read where they lie. Not thread-safe.
 */
public final class StateCopies implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(StateCopies.class);

  private final SpillFiles files;
  private Map<StoredVector, CopiedVector> copies = new HashMap<>();
  private boolean copying = true;
  private int made;

  /** On the local disk; {@code files} is closed with it. */
  public StateCopies(SpillFiles files) {
    this.files = files;
  }

  /**
   * The same state, to be visited here; copies of what it does not have are let go: who still
   * visits that reads it where it lies.
   */
  public State of(State state) {
    Map<StoredVector, CopiedVector> kept = new HashMap<>();
    SortedMap<String, Vector> parameters = of(state.parameters(), kept);
    SortedMap<String, Vector> memory = of(state.memory(), kept);
    copies.keySet().removeAll(kept.keySet());
    copies.values().forEach(CopiedVector::letGo);
    copies = kept;
    return new State(state.iteration(), state.control(), parameters, memory);
  }

  private SortedMap<String, Vector> of(
      SortedMap<String, Vector> vectors, Map<StoredVector, CopiedVector> kept) {
    SortedMap<String, Vector> here = new TreeMap<>(vectors);
    here.replaceAll(
        (name, vector) ->
            vector instanceof StoredVector stored
                ? kept.computeIfAbsent(
                    stored, home -> copies.getOrDefault(home, new CopiedVector(home)))
                : vector);
    return here;
  }

  /** All copies are let go. */
  @Override
  public void close() throws IOException {
    files.close();
  }

  private final class CopiedVector implements Vector {
    private final StoredVector home;
    private SpillFiles.Spill file;
    private Vector copy;
    private boolean gone;

    CopiedVector(StoredVector home) {
      this.home = home;
    }

    @Override
    public int length() {
      return home.length();
    }

    @Override
    public Optional<StoredVector> home() {
      return Optional.of(home);
    }

    @Override
    public Cursor cursor() {
      if (copy == null && copying && !gone) {
        copy();
      }
      return (copy == null ? home : copy).cursor();
    }

    private void copy() {
      try {
        file = files.create("vector-" + made++);
        copy = SpilledVector.copy(home, file);
      } catch (IOException e) {
        LOG.warn("The local disk takes no copy of the state: it is read where it lies", e);
        copying = false;
        letGo();
      }
    }

    void letGo() {
      gone = true;
      copy = null;
      if (file != null) {
        try {
          file.close();
        } catch (IOException e) {
          LOG.warn("Cannot close a copy of a vector", e);
        }
      }
    }
  }
}
