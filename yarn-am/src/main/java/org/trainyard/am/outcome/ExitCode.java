package org.trainyard.am.outcome;

import java.util.Arrays;
import org.trainyard.mapreduce.algorithm.StopReason;

/** Exit codes of the command line and of the ApplicationMaster. Stable: workflows rely on them. */
public enum ExitCode {
  /** Done. */
  DONE(0, "done"),
  /**
   * Failed in a way that has no number of its own: training diverged, a check found a difference, a
   * defect.
   */
  FAILED(1, "failed: training diverged, a check found a difference, or a defect of the program"),
  /** Wrong usage or configuration; nothing was started. */
  WRONG_USAGE(2, "wrong usage or configuration"),
  /** The data cannot be used. */
  BAD_DATA(3, "bad data"),
  /** The cluster refused or failed. */
  CLUSTER(4, "the cluster or a file system refused or failed"),
  /**
   * A limit stopped the training, and the model is published; or a person did, and it can go on.
   */
  STOPPED(
      5, "stopped by a limit (the model so far is published) or by a person (run again to go on)"),
  /** What was measured is not better than what is there; nothing was changed. */
  NOT_BETTER(6, "publish --if-better: the model is not better; nothing was published");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** The number. */
  public int code() {
    return code;
  }

  /** For the help and the documentation. */
  public String meaning() {
    return meaning;
  }

  /** What a client ends with when a run stopped for a reason. */
  public static ExitCode of(StopReason reason) {
    return reason.converged() ? DONE : STOPPED;
  }

  /** The exit code with a number; {@link #FAILED} for any other number. */
  public static ExitCode of(int code) {
    return Arrays.stream(values()).filter(exit -> exit.code == code).findFirst().orElse(FAILED);
  }
}
