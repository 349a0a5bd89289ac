package org.trainyard.am.worker;

import java.util.List;

/** What a worker does with the splits that it is ordered to map in one iteration. Thread-safe. */
interface MapSide {
  /**
   * Begins with splits; those that are under way or done are not begun twice.
   *
   * @param state may be empty: then it is asked for
   */
  void map(List<Integer> splits, byte[] state);

  /** Takes splits back, as far as that has a meaning by now. */
  void cancel(List<Integer> splits);

  /** Share of the ordered splits that are mapped. */
  double fraction();

  /** Ends it: what still runs has no effect. */
  void end();
}
