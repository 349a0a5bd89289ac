package org.trainyard.formats.vector;

/**
 * Where a process keeps vectors that it visits again and again, so that a visit costs neither what
 * they are computed from nor the way to their files.
 */
@FunctionalInterface
public interface VectorShelf {
  /** The same values, as long as the shelf is there; they may be computed at the first visit. */
  Vector keep(Vector vector);

  /** Keeps nothing. */
  static VectorShelf none() {
    return vector -> vector;
  }
}
