package org.trainyard.am.doctor.judgement;

import java.time.Duration;
import org.trainyard.am.doctor.Finding;

/** Whether another clock agrees with ours. */
public final class ClockJudgement {
  /** Kerberos refuses beyond this, and YARN refuses start requests beyond twice of it. */
  private static final Duration REFUSED = Duration.ofMinutes(5);

  /** What is logged on two machines can no longer be put in order. */
  private static final Duration CONFUSING = Duration.ofSeconds(10);

  private ClockJudgement() {}

  /**
   * Judges.
   *
   * @param whose clock, for people
   * @param ahead how much it is before ours; negative behind
   */
  public static Finding of(String whose, Duration ahead) {
    String fact =
        "the clock of "
            + whose
            + " is "
            + ahead.abs().toSeconds()
            + " s "
            + (ahead.isNegative() ? "behind" : "ahead of")
            + " ours";
    String remedy = "let NTP or chrony set the clocks of all machines";
    if (ahead.abs().compareTo(REFUSED) > 0) {
      return Finding.error(
          "clock", fact + ": Kerberos and YARN refuse what seems too old or too new", remedy);
    }
    if (ahead.abs().compareTo(CONFUSING) > 0) {
      return Finding.warning("clock", fact + ": times in logs mislead", remedy);
    }
    return Finding.ok("clock", "the clock of " + whose + " agrees with ours");
  }
}
