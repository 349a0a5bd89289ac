package org.trainyard.formats.vector;

import java.util.Optional;

/**
 * A vector in a file whose values lie on the heap as well: visited there, referred to in the file.
 *
 * @param stored where it lies in a file
 * @param array the same values; kept and not copied
 */
public record KeptVector(StoredVector stored, double[] array) implements Vector {
  @Override
  public int length() {
    return array.length;
  }

  @Override
  public boolean isOnHeap() {
    return true;
  }

  @Override
  public Optional<StoredVector> home() {
    return Optional.of(stored);
  }

  @Override
  public Cursor cursor() {
    return new HeapVector(array).cursor();
  }
}
