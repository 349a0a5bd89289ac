package org.trainyard.formats.vector;

import java.util.Optional;

/**
 * A vector of doubles that is visited from its first coordinate to its last: it lies on the heap,
 * or in a file, or is computed on the way. Immutable by agreement.
 *
 * <p>Who only visits needs memory for the piece that is in his hands, however long the vector is.
 */
public interface Vector {
  /** Number of coordinates. */
  int length();

  /** Begins a visit at coordinate 0; to be closed. */
  Cursor cursor();

  /** All values on the heap: not to be modified, a vector may hand out what it holds. */
  default double[] array() {
    double[] values = new double[length()];
    try (Cursor cursor = cursor()) {
      cursor.next(values, 0, values.length);
    }
    return values;
  }

  /** Whether the values lie on the heap already. */
  default boolean isOnHeap() {
    return false;
  }

  /** Where it lies in a file of a run, if it does: a later state refers to it there. */
  default Optional<StoredVector> home() {
    return Optional.empty();
  }

  /** A vector of these values, which are kept and not copied. */
  static Vector of(double... values) {
    return new HeapVector(values);
  }

  /** A visit. Not thread-safe. */
  interface Cursor extends AutoCloseable {
    /**
     * Writes the next coordinates to {@code into[at]} and on.
     *
     * @throws java.io.UncheckedIOException if they cannot be read
     */
    void next(double[] into, int at, int count);

    @Override
    default void close() {}
  }
}
