package org.trainyard.am.cli;

import org.trainyard.am.outcome.ExitCode;

/** Tells the launcher that runs us in its process how we failed. */
final class FailedActionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** A workflow keeps messages in columns of bounded width. */
  private static final int LONGEST = 800;

  /**
   * The message is what was complained about, with the exit code behind it.
   *
   * @param complaints empty if there were none
   */
  FailedActionException(ExitCode exit, String complaints) {
    super(
        (complaints.isEmpty()
                ? exit.meaning()
                : complaints.substring(0, Math.min(complaints.length(), LONGEST)))
            + ", exit code ["
            + exit.code()
            + "]",
        null,
        false,
        false);
  }
}
