package org.trainyard.am.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Console;
import java.io.PrintStream;
import java.util.List;
import org.trainyard.am.doctor.Level;
import org.trainyard.am.view.Look;

/**
 * Where a verb prints. Results and progress go to standard output and complaints to standard error;
 * with {@code --json}, standard output gets one JSON document at the end and nothing else, and
 * progress goes to standard error as JSON lines. Thread-safe: a shutdown hook may print too.
 */
final class Terminal {
  /** How it prints. */
  enum Mode {
    /** A person looks at it: colours, and one line at the bottom that changes. */
    INTERACTIVE,
    /** A file or a pipe: plain lines. */
    PLAIN,
    /** A machine: JSON. */
    JSON
  }

  private static final String CLEAR_LINE = "\r\u001b[K";
  private static final String BOLD = "\u001b[1m";
  private static final String RED = "\u001b[31m";
  private static final String YELLOW = "\u001b[33m";
  private static final String RESET = "\u001b[0m";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final String UP = "\u001b[A";
  private static final String STYLE = "\u001b\\[[0-9;]*m";

  /** What our curves and bars are made of. */
  private static final String DRAWN = "\u28ff\u2588\u2026\u00b7";

  private final PrintStream out;
  private final PrintStream err;
  private final Mode mode;
  private final Look look;
  private final StringBuffer complaints;
  private List<String> shown = List.of();
  private int columns;
  private boolean panelled;

  Terminal(PrintStream out, PrintStream err, Mode mode) {
    this(out, err, mode, new Look(TerminalSize.USUAL.columns(), true, true), new StringBuffer());
  }

  private Terminal(
      PrintStream out, PrintStream err, Mode mode, Look look, StringBuffer complaints) {
    this.out = out;
    this.err = err;
    this.mode = mode;
    this.look = look;
    this.columns = look.columns();
    this.complaints = complaints;
  }

  /**
   * The process's own streams. A person is assumed where both ends are a terminal that can move its
   * cursor; {@code NO_COLOR} (no-color.org) is honoured.
   */
  static Terminal ofProcess() {
    Console console = System.console();
    String plain = System.getenv("NO_COLOR");
    boolean unicode = console != null && console.charset().newEncoder().canEncode(DRAWN);
    boolean colour = plain == null || plain.isEmpty();
    Mode mode = mode(console != null, System.getenv("TERM"));
    TerminalSize size = mode == Mode.INTERACTIVE ? TerminalSize.ask() : TerminalSize.USUAL;
    return new Terminal(
        System.out,
        System.err,
        mode,
        new Look(size.columns(), unicode, colour),
        new StringBuffer());
  }

  /** How to print to a terminal, or to none, that calls itself so. */
  static Mode mode(boolean terminal, String kind) {
    return terminal && kind != null && !kind.isEmpty() && !kind.equals("dumb")
        ? Mode.INTERACTIVE
        : Mode.PLAIN;
  }

  /** The same streams in another mode. */
  Terminal in(Mode other) {
    return new Terminal(out, err, other, look, complaints);
  }

  /** What can be shown in so many columns. */
  Look look(int inColumns) {
    return new Look(inColumns, look.unicode(), look.colour() && mode == Mode.INTERACTIVE);
  }

  /** The terminal is so wide now: what is at its bottom was wrapped anew. */
  synchronized void resized(int newColumns) {
    columns = newColumns;
  }

  private String styled(String style, String line) {
    return mode == Mode.INTERACTIVE && look.colour() ? style + line + RESET : line;
  }

  /** How it prints. */
  Mode mode() {
    return mode;
  }

  /** A line for people; nothing in JSON mode. */
  synchronized void say(String line) {
    if (mode != Mode.JSON) {
      clearStatus();
      out.println(line);
      out.flush();
    }
  }

  /** A line for people, in the colour of what it means. */
  void say(Level level, String line) {
    boolean matters = level.compareTo(Level.WARNING) >= 0;
    say(matters ? styled(level == Level.ERROR ? RED : YELLOW, line) : line);
  }

  /** A line for people that stands out. */
  void headline(String line) {
    say(styled(BOLD, line));
  }

  /**
   * A line that the next line replaces: only where a person looks, and not beside a panel, which
   * says more.
   */
  synchronized void status(String line) {
    if (!panelled) {
      bottom(List.of(look.cut(line, columns - 1)));
    }
  }

  /**
   * Lines that stay at the bottom until the next panel replaces them: only where a person looks.
   *
   * @param lines none longer than the terminal is wide, nor more than it is high
   */
  synchronized void panel(List<String> lines) {
    panelled = true;
    bottom(lines);
  }

  /** Leaves the last panel standing, and goes on below it. */
  synchronized void keepPanel() {
    if (panelled && !shown.isEmpty()) {
      out.println();
      out.flush();
      shown = List.of();
    }
    panelled = false;
  }

  private void bottom(List<String> lines) {
    if (mode == Mode.INTERACTIVE) {
      clearStatus();
      out.print(String.join(System.lineSeparator(), lines));
      out.flush();
      shown = lines;
    }
  }

  /** A problem, on standard error, in every mode. */
  synchronized void complain(String line) {
    complaints.append(complaints.isEmpty() ? "" : " ").append(line.strip());
    clearStatus();
    err.println(styled(RED, line));
    err.flush();
  }

  /** All problems so far in one line, those of the same streams in other modes too. */
  String complaints() {
    return complaints.toString();
  }

  /** Progress for machines: a JSON line on standard error; nothing in other modes. */
  synchronized void event(JsonNode event) {
    if (mode == Mode.JSON) {
      err.println(event);
      err.flush();
    }
  }

  /** The result for machines: the one document on standard output; nothing in other modes. */
  synchronized void document(JsonNode document) {
    if (mode == Mode.JSON) {
      try {
        out.println(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("Cannot write the JSON document", e);
      }
      out.flush();
    }
  }

  /** Text as it is, on standard output, in every mode. */
  synchronized void text(String text) {
    clearStatus();
    out.print(text);
    out.flush();
  }

  private void clearStatus() {
    if (!shown.isEmpty()) {
      int rows = shown.stream().mapToInt(this::rows).sum();
      out.print((CLEAR_LINE + UP).repeat(rows - 1) + CLEAR_LINE);
      out.flush();
      shown = List.of();
    }
  }

  /** Rows that a line takes; more than one where the terminal became narrower since. */
  private int rows(String line) {
    int length = line.replaceAll(STYLE, "").length();
    return Math.max(1, (length + columns - 1) / Math.max(1, columns));
  }
}
