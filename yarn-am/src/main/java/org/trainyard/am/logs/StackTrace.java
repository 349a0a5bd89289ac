package org.trainyard.am.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shortens what Java prints of exceptions to what says something. Pure. */
public final class StackTrace {
  private static final Pattern FRAME = Pattern.compile("^\\s*at\\s+([\\w.$/<>]+)\\(.*\\).*$");
  private static final Pattern REST =
      Pattern.compile("^\\s*\\.\\.\\. \\d+ (more|common frames omitted)\\s*$");
  private static final Pattern WRAPPER =
      Pattern.compile(
          "^(?:Error: |Caused by: )?(?:java\\.util\\.concurrent\\.ExecutionException"
              + "|java\\.lang\\.reflect\\.(?:UndeclaredThrowable|InvocationTarget)Exception"
              + "|java\\.security\\.PrivilegedActionException|java\\.io\\.UncheckedIOException)\\b.*$");

  private static final String OURS = "org.trainyard.";

  /** Frames that say nothing of what was tried. */
  private static final List<String> MACHINERY =
      List.of(
          "java.base/",
          "java.",
          "jdk.",
          "sun.",
          "org.apache.hadoop.ipc.",
          "org.apache.hadoop.security.");

  private static final int MOST_OWN_FRAMES = 2;

  private StackTrace() {}

  /** Whether a line belongs to the trace of the exception before it. */
  public static boolean continues(String line) {
    return FRAME.matcher(line).matches()
        || REST.matcher(line).matches()
        || line.stripLeading().startsWith("Caused by: ")
        || line.stripLeading().startsWith("Suppressed: ");
  }

  /**
   * The exceptions of a chain, each with the place where it began and the nearest places in our own
   * code; exceptions that only wrap another one are left out, and lines that are no trace are kept.
   */
  public static List<String> shortened(List<String> trace) {
    List<String> lines = new ArrayList<>();
    int own = 0;
    boolean first = false;
    boolean skipped = false;
    for (String line : trace) {
      Matcher frame = FRAME.matcher(line);
      if (frame.matches()) {
        boolean ours = frame.group(1).contains(OURS);
        boolean says = MACHINERY.stream().noneMatch(frame.group(1)::startsWith);
        if (!skipped && ((first && says) || (ours && own < MOST_OWN_FRAMES))) {
          lines.add("    " + line.strip());
          own += ours ? 1 : 0;
          first = false;
        }
      } else if (!REST.matcher(line).matches() && !line.isBlank()) {
        skipped = WRAPPER.matcher(line.strip()).matches() && hasCause(trace, line);
        if (!skipped) {
          lines.add(line.strip());
        }
        own = 0;
        first = true;
      }
    }
    return lines;
  }

  private static boolean hasCause(List<String> trace, String line) {
    return trace.subList(trace.indexOf(line) + 1, trace.size()).stream()
        .anyMatch(later -> later.stripLeading().startsWith("Caused by: "));
  }
}
