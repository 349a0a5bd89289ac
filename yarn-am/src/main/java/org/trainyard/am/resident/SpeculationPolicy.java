package org.trainyard.am.resident;

import java.time.Duration;

/** When a split is ordered a second time, elsewhere. The first report counts. Pure. */
final class SpeculationPolicy {
  /** So many times as long as expected is too long … */
  private static final double SLOW = 3;

  /** … but pauses of this length are nothing yet. */
  private static final Duration LEAST = Duration.ofSeconds(2);

  private SpeculationPolicy() {}

  /**
   * Whether a split should be ordered elsewhere too.
   *
   * @param elapsed since it was ordered, or since its worker last finished one, if that was later
   * @param expectedMs by the pace of all workers, reading included; NaN if nobody knows
   * @param copies workers that have the order now
   */
  static boolean again(Duration elapsed, double expectedMs, int copies) {
    return copies == 1 && elapsed.compareTo(LEAST) > 0 && elapsed.toMillis() > SLOW * expectedMs;
  }
}
