package org.trainyard.am.logs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Finds, line by line, the place in a log that matters: the first of the worst kind of trouble in
 * it. Holds some lines, however long the log is. Not thread-safe.
 */
public final class LogScan implements Consumer<String> {
  private static final int BEFORE = 3;
  private static final int AFTER = 3;
  private static final int MOST_TRACE = 200;
  private static final int LAST = 10;
  private static final int LONGEST_LINE = 500;

  /** Kinds of trouble, the worst first. */
  public enum Trouble {
    /** The JVM itself gave up. */
    JVM(
        "^# A fatal error has been detected|^Terminating due to java\\.lang\\.OutOfMemoryError|OutOfMemoryError"),
    /** A thread, or the program, ended by an exception. */
    UNCAUGHT(
        "^Exception in thread |\\bFATAL\\b|^Error: [\\w.$]+(?:Exception|Error)|YarnChild: Exception running child"),
    /** The program or Hadoop called it an error. */
    ERROR("\\bERROR\\b|^Error: "),
    /** Something was caught. */
    EXCEPTION("^(?:Caused by: )?[\\w.$]+(?:Exception|Error)(?::|$)"),
    /** The kernel or YARN ended it. */
    KILLED("\\bKilled\\b|SIGTERM|Killing container");

    private final Pattern pattern;

    Trouble(String pattern) {
      this.pattern = Pattern.compile(pattern);
    }
  }

  /**
   * A place in a log.
   *
   * @param trouble of which kind; null if there is none and these are the last lines
   * @param lineNumber of the line in question, from 1
   * @param before lines before it
   * @param lines the line, with its exception shortened
   * @param after lines after it
   */
  public record Excerpt(
      Trouble trouble,
      long lineNumber,
      List<String> before,
      List<String> lines,
      List<String> after) {}

  private final Deque<String> recent = new ArrayDeque<>();
  private final Deque<String> last = new ArrayDeque<>();
  private Trouble found;
  private long foundAt;
  private List<String> before = List.of();
  private List<String> trace = List.of();
  private List<String> after = List.of();
  private boolean inTrace;
  private long lines;

  @Override
  public void accept(String line) {
    lines++;
    String cut = line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
    keep(last, cut, LAST);
    if (inTrace && (StackTrace.continues(cut) || isMessage(cut))) {
      if (trace.size() < MOST_TRACE) {
        trace.add(cut);
      }
    } else {
      inTrace = false;
      Trouble trouble = trouble(cut);
      if (trouble != null && (found == null || trouble.compareTo(found) < 0)) {
        begin(trouble, cut);
      } else if (found != null && after.size() < AFTER) {
        after.add(cut);
      }
    }
    keep(recent, cut, BEFORE);
  }

  private void begin(Trouble trouble, String line) {
    found = trouble;
    foundAt = lines;
    before = List.copyOf(recent);
    trace = new ArrayList<>(List.of(line));
    after = new ArrayList<>();
    inTrace = true;
  }

  /** What follows the line itself and names an exception is what it is about. */
  private boolean isMessage(String line) {
    return trace.size() == 1 && Trouble.EXCEPTION.pattern.matcher(line.strip()).find();
  }

  private static Trouble trouble(String line) {
    for (Trouble trouble : Trouble.values()) {
      if (trouble.pattern.matcher(line).find()) {
        return trouble;
      }
    }
    return null;
  }

  private static void keep(Deque<String> lines, String line, int most) {
    lines.addLast(line);
    if (lines.size() > most) {
      lines.removeFirst();
    }
  }

  /** The worst trouble, or the last lines where there is none; no lines of an empty log. */
  public Excerpt excerpt() {
    return found == null
        ? new Excerpt(
            null, Math.max(1, lines - last.size() + 1), List.of(), List.copyOf(last), List.of())
        : new Excerpt(found, foundAt, before, StackTrace.shortened(trace), List.copyOf(after));
  }
}
