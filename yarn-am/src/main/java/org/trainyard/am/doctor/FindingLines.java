package org.trainyard.am.doctor;

import java.util.List;
import java.util.Locale;

/** What {@code doctor} found, for people: one line a fact, and below it what to do. Pure. */
public final class FindingLines {
  private static final String GAP = "         ";

  private FindingLines() {}

  /** A finding's lines, the first with its level in front. */
  public static List<String> of(Finding finding) {
    String first =
        String.format(
            Locale.ROOT,
            "%-8s %s: %s",
            finding.level().spelling(),
            finding.check(),
            finding.fact());
    return finding.remedy().isEmpty()
        ? List.of(first)
        : List.of(first, GAP + "→ " + finding.remedy());
  }

  /** The last line: how many of each, and what that means. */
  public static String verdict(List<Finding> findings) {
    long errors = count(findings, Level.ERROR);
    long warnings = count(findings, Level.WARNING);
    String counted =
        errors
            + (errors == 1 ? " error, " : " errors, ")
            + warnings
            + (warnings == 1 ? " warning" : " warnings");
    return errors > 0
        ? counted + ": a run would not start, or not get to its end"
        : counted + ": nothing stands in the way";
  }

  private static long count(List<Finding> findings, Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }
}
