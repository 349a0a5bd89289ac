package org.trainyard.am.logs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trainyard.am.outcome.Diagnosis;

/** The first cause in lines for people. Pure. */
public final class CauseLines {
  private static final int MOST_OTHERS = 5;
  private static final int MOST_WORDS = 12;
  private static final int WIDEST = 160;

  /** What was said holds the remedy at its end. */
  private static final int WIDEST_WORDS = 1000;

  private static final String DEEP = "             ";

  private CauseLines() {}

  /** What failed, where, and what was said of it. */
  public static List<String> cause(FirstCause cause) {
    Suspect suspect = cause.suspect();
    List<String> lines = new ArrayList<>();
    lines.add(
        (suspect.weight() == Suspect.Weight.FATAL ? "cause        " : "failure      ")
            + suspect.what()
            + (suspect.weight() == Suspect.Weight.FATAL ? "" : "; the run went on"));
    if (suspect.atMs() > 0) {
      lines.add("when         " + Instant.ofEpochMilli(suspect.atMs() / 1000 * 1000));
    }
    if (suspect.container() != null) {
      lines.add(
          "container    "
              + suspect.container()
              + (suspect.node() == null ? "" : " on " + suspect.node()));
    } else if (suspect.node() != null) {
      lines.add("node         " + suspect.node());
    }
    words(suspect.words()).forEach(lines::add);
    ExitWords.of(said(suspect.words())).ifPresent(meaning -> lines.add("that is      " + meaning));
    return lines;
  }

  /** Our own exit code in the words is not that of a process. */
  private static String said(String words) {
    return Diagnosis.find(words).map(Diagnosis::sentence).orElse(words);
  }

  private static List<String> words(String words) {
    List<String> shortened =
        StackTrace.shortened(said(words).lines().filter(line -> !line.isBlank()).toList());
    List<String> lines = new ArrayList<>();
    for (String line : shortened.subList(0, Math.min(MOST_WORDS, shortened.size()))) {
      lines.add((lines.isEmpty() ? "why          " : DEEP) + cut(line, WIDEST_WORDS));
    }
    return lines;
  }

  /** The place in the log. */
  public static List<String> excerpt(LogFinder.Found found) {
    List<String> lines = new ArrayList<>();
    LogScan.Excerpt excerpt = found.excerpt();
    lines.add(
        excerpt.trouble() == null
            ? "last lines   of " + found.file().name()
            : "in the log   " + found.file().name() + ", line " + excerpt.lineNumber());
    excerpt.before().forEach(line -> lines.add("  │ " + cut(line)));
    excerpt
        .lines()
        .forEach(line -> lines.add((excerpt.trouble() == null ? "  │ " : "  ┃ ") + cut(line)));
    excerpt.after().forEach(line -> lines.add("  │ " + cut(line)));
    lines.add("whole log    trainyard logs " + found.file().container());
    lines.add("             " + found.file().where());
    return lines;
  }

  /** What else failed. */
  public static List<String> others(FirstCause cause) {
    List<String> lines = new ArrayList<>();
    List<Suspect> others = cause.others();
    for (Suspect other : others.subList(0, Math.min(MOST_OTHERS, others.size()))) {
      Optional<String> first = other.words().lines().filter(line -> !line.isBlank()).findFirst();
      lines.add(
          (lines.isEmpty() ? "also         " : DEEP)
              + cut(other.what() + first.map(words -> ": " + words.strip()).orElse("")));
    }
    if (others.size() > MOST_OTHERS) {
      lines.add(DEEP + "and " + (others.size() - MOST_OTHERS) + " more");
    }
    return lines;
  }

  private static String cut(String line) {
    return cut(line, WIDEST);
  }

  private static String cut(String line, int widest) {
    return line.length() <= widest ? line : line.substring(0, widest) + "…";
  }
}
