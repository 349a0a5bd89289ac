package org.trainyard.am.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import org.trainyard.am.doctor.Level;

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

  private final PrintStream out;
  private final PrintStream err;
  private final Mode mode;
  private final StringBuffer complaints;
  private boolean statusShown;

  Terminal(PrintStream out, PrintStream err, Mode mode) {
    this(out, err, mode, new StringBuffer());
  }

  private Terminal(PrintStream out, PrintStream err, Mode mode, StringBuffer complaints) {
    this.complaints = complaints;
    this.out = out;
    this.err = err;
    this.mode = mode;
  }

  /** The process's own streams; a person is assumed where both ends are a terminal. */
  static Terminal ofProcess() {
    return new Terminal(
        System.out, System.err, System.console() == null ? Mode.PLAIN : Mode.INTERACTIVE);
  }

  /** The same streams in another mode. */
  Terminal in(Mode other) {
    return new Terminal(out, err, other, complaints);
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
    boolean coloured = mode == Mode.INTERACTIVE && level.compareTo(Level.WARNING) >= 0;
    say(coloured ? (level == Level.ERROR ? RED : YELLOW) + line + RESET : line);
  }

  /** A line for people that stands out. */
  void headline(String line) {
    say(mode == Mode.INTERACTIVE ? BOLD + line + RESET : line);
  }

  /** A line that the next line replaces: only where a person looks. */
  synchronized void status(String line) {
    if (mode == Mode.INTERACTIVE) {
      out.print(CLEAR_LINE + line);
      out.flush();
      statusShown = true;
    }
  }

  /** A problem, on standard error, in every mode. */
  synchronized void complain(String line) {
    complaints.append(complaints.isEmpty() ? "" : " ").append(line.strip());
    clearStatus();
    err.println(mode == Mode.INTERACTIVE ? RED + line + RESET : line);
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
    if (statusShown) {
      out.print(CLEAR_LINE);
      statusShown = false;
    }
  }
}
