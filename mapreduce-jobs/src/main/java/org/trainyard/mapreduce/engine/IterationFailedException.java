package org.trainyard.mapreduce.engine;

import java.io.IOException;

/**
 * Thrown when the cluster could not carry out an iteration; what is finished stays valid, and the
 * run can be resumed.
 */
public final class IterationFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With the iteration, the job and the first cause. */
  public IterationFailedException(String message) {
    super(message);
  }

  /** With the iteration, the job and the first cause. */
  public IterationFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
