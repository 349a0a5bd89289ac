package org.trainyard.am.facts;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A list that only grows, with views that cost nothing: what a view shows never changes, whatever
 * is added later. One thread adds; a view may be read by any thread that it was handed to.
 */
final class AppendOnly<T> {
  private Object[] items = new Object[16];
  private int size;

  void add(T item) {
    if (size == items.length) {
      items = Arrays.copyOf(items, 2 * size);
    }
    items[size++] = item;
  }

  int size() {
    return size;
  }

  /** Forgets all but the last {@code most} when there are twice as many: amortised O(1). */
  void bound(int most) {
    if (size >= 2 * most) {
      items = Arrays.copyOfRange(items, size - most, size + most);
      size = most;
    }
  }

  /** What is there now: O(1). */
  @SuppressWarnings("unchecked")
  List<T> view() {
    return (List<T>) Collections.unmodifiableList(Arrays.asList(items).subList(0, size));
  }
}
