package org.trainyard.am.outcome;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one line by which the ApplicationMaster tells YARN how it ended. People read it on the
 * ResourceManager's page, and the client reads the exit code out of it.
 *
 * @param exit what the client ends with
 * @param sentence what happened
 */
public record Diagnosis(ExitCode exit, String sentence) {
  private static final int MOST_CHARACTERS = 4000;
  private static final Pattern LINE =
      Pattern.compile("^(.*) \\(exit code (\\d)\\)$", Pattern.MULTILINE);

  /** The line. */
  public String line() {
    String flat = sentence.replaceAll("\\s*\\R\\s*", " ").strip();
    String cut = flat.length() <= MOST_CHARACTERS ? flat : flat.substring(0, MOST_CHARACTERS) + "…";
    return cut + " (exit code " + exit.code() + ")";
  }

  /** Finds such a line in the diagnostics of an application; none if YARN itself ended it. */
  public static Optional<Diagnosis> find(String diagnostics) {
    Matcher line = LINE.matcher(diagnostics == null ? "" : diagnostics.strip());
    return line.find()
        ? Optional.of(new Diagnosis(ExitCode.of(Integer.parseInt(line.group(2))), line.group(1)))
        : Optional.empty();
  }
}
