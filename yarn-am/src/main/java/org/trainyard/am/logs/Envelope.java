package org.trainyard.am.logs;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Hadoop hands logs out with lines of its own around them: a head up to {@code LogContents:}, and
 * {@code End of LogType} behind. Pure but for reading.
 */
final class Envelope {
  private static final String HEAD = "LogContents:";
  private static final String TAIL = "End of LogType:";
  private static final int LONGEST_HEAD = 12;

  private Envelope() {}

  /** Gives the lines between; all lines where there is no head. */
  static void strip(BufferedReader reader, Consumer<String> lines) throws IOException {
    StringBuilder head = new StringBuilder();
    String line = reader.readLine();
    for (int n = 0; line != null && n < LONGEST_HEAD && !line.startsWith(HEAD); n++) {
      head.append(line).append('\n');
      line = reader.readLine();
    }
    boolean wrapped = line != null && line.startsWith(HEAD);
    if (!wrapped) {
      head.toString().lines().forEach(lines);
    } else {
      line = reader.readLine();
    }
    for (; line != null; line = reader.readLine()) {
      if (wrapped && line.startsWith(TAIL)) {
        return;
      }
      int glued = wrapped ? line.indexOf(TAIL) : -1;
      lines.accept(glued >= 0 ? line.substring(0, glued) : line);
      if (glued >= 0) {
        return;
      }
    }
  }
}
