package org.trainyard.formats.vector;

/**
 * A vector on the heap.
 *
 * @param array its values
 */
record HeapVector(double[] array) implements Vector {
  @Override
  public int length() {
    return array.length;
  }

  @Override
  public boolean isOnHeap() {
    return true;
  }

  @Override
  public Cursor cursor() {
    return new Cursor() {
      private int position;

      @Override
      public void next(double[] into, int at, int count) {
        System.arraycopy(array, position, into, at, count);
        position += count;
      }
    };
  }
}
