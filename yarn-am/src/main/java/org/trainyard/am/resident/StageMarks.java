package org.trainyard.am.resident;

import java.time.Duration;
import java.time.Instant;
import org.trainyard.mapreduce.engine.Account;

/**
 * When the stages of an iteration began: marked by the engine's thread, read when its answer is
 * there.
 */
final class StageMarks {
  private final Instant asked;
  private volatile Instant staffed;
  private volatile Instant worked;
  private volatile Instant mapped;

  /** Of an iteration that is asked for now. */
  StageMarks(Instant asked) {
    this.asked = asked;
  }

  /** A container is there, though its worker may not be; the first one counts. */
  void staffed(Instant now) {
    staffed = staffed == null ? now : staffed;
  }

  /** A worker is ordered to do something; the first one counts. */
  void worked(Instant now) {
    worked = worked == null ? now : worked;
  }

  /** Every split is mapped; the last time counts. */
  void mapped(Instant now) {
    mapped = now;
  }

  /** The stages of an iteration whose sums are there. */
  Account.Stages stages(Instant summed) {
    if (worked == null || mapped == null) {
      return Account.Stages.UNKNOWN;
    }
    Instant there = staffed == null || staffed.isAfter(worked) ? worked : staffed;
    return new Account.Stages(
        seconds(asked, there),
        seconds(there, worked),
        seconds(worked, mapped),
        seconds(mapped, summed));
  }

  private static double seconds(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toNanos()) / 1e9;
  }
}
