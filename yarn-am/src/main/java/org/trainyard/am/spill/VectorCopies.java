package org.trainyard.am.spill;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.formats.vector.StoredVector;
import org.trainyard.formats.vector.Vector;
import org.trainyard.formats.vector.VectorShelf;

/**
 * Vectors that lie in files elsewhere, or are computed from such, read from the local disk: each is
 * copied when it is visited first. Where the disk takes no copy they are visited as they are.
 * Thread-safe, and so are the vectors.
 */
public final class VectorCopies implements VectorShelf, Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(VectorCopies.class);

  private final SpillFiles files;
  private final String name;
  private final Map<StoredVector, Copied> kept = new HashMap<>();
  private boolean copying = true;
  private int made;

  /**
   * On the local disk; {@code files} is closed with it.
   *
   * @param name of the copies, for people
   */
  public VectorCopies(SpillFiles files, String name) {
    this.files = files;
    this.name = name;
  }

  @Override
  public synchronized Vector keep(Vector vector) {
    if (vector.isOnHeap()) {
      return vector;
    }
    return vector instanceof StoredVector stored
        ? kept.computeIfAbsent(stored, Copied::new)
        : new Copied(vector);
  }

  /** A file for one more copy; null where the disk took none before. */
  private synchronized SpillFiles.Spill next() throws IOException {
    return copying ? files.create(name + "-" + made++) : null;
  }

  private synchronized void giveUp(IOException e) {
    if (copying) {
      LOG.warn("The local disk takes no copies of vectors: they are read where they lie", e);
      copying = false;
    }
  }

  /** All copies are let go. */
  @Override
  public void close() throws IOException {
    files.close();
  }

  /** One vector, and its copy. */
  final class Copied implements Vector {
    private final Vector home;
    private SpillFiles.Spill file;
    private Vector copy;
    private boolean tried;

    Copied(Vector home) {
      this.home = home;
    }

    @Override
    public int length() {
      return home.length();
    }

    @Override
    public Optional<StoredVector> home() {
      return home.home();
    }

    @Override
    public Cursor cursor() {
      return here().cursor();
    }

    private synchronized Vector here() {
      if (!tried) {
        copy(home);
      }
      return copy == null ? home : copy;
    }

    /** Copies from {@code source}, which has the same values, if nothing was copied yet. */
    synchronized void copy(Vector source) {
      if (tried) {
        return;
      }
      tried = true;
      try {
        file = next();
        copy = file == null ? null : SpilledVector.copy(source, file);
      } catch (IOException e) {
        giveUp(e);
        letGo();
      }
    }

    /** Gives the disk back: who visits it from now on visits the vector as it is. */
    synchronized void letGo() {
      tried = true;
      copy = null;
      if (file != null) {
        try {
          file.close();
        } catch (IOException e) {
          LOG.warn("Cannot close a copy of a vector", e);
        }
        file = null;
      }
    }
  }
}
