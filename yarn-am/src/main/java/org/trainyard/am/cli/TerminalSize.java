package org.trainyard.am.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rows and columns of the terminal that this process runs in. Java cannot ask for them, and a
 * library for it is not worth its weight: {@code stty} is on every system that has terminals.
 *
 * @param rows lines
 * @param columns characters of a line
 */
record TerminalSize(int rows, int columns) {
  /** What a terminal has at least, if nobody knows. */
  static final TerminalSize USUAL = new TerminalSize(24, 80);

  private static final Pattern SIZE = Pattern.compile("(\\d+)\\s+(\\d+)\\s*");
  private static final long PATIENCE_MS = 1000;

  /** Asks; takes some milliseconds. */
  static TerminalSize ask() {
    try {
      Process stty =
          new ProcessBuilder("sh", "-c", "stty size < /dev/tty")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
        stty.destroyForcibly();
        return USUAL;
      }
      return parse(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      return USUAL;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL;
    }
  }

  /** {@code 24 80}; a terminal that does not know says {@code 0 0}. */
  static TerminalSize parse(String text) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      return USUAL;
    }
    int rows = Integer.parseInt(size.group(1));
    int columns = Integer.parseInt(size.group(2));
    return rows > 0 && columns > 0 ? new TerminalSize(rows, columns) : USUAL;
  }
}
