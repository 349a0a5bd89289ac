package org.trainyard.am.resident;

import java.io.IOException;

/**
 * Thrown when the resident engine cannot carry out an iteration now: no container comes, or those
 * that come fail. Another engine, or the same one later, may.
 */
public final class ResidentUnavailableException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Why {
    /** There is no container. */
    NO_CONTAINER,
    /** There were containers, and they failed. */
    FAILURES
  }

  private final Why why;

  ResidentUnavailableException(Why why, String message) {
    super(message);
    this.why = why;
  }

  /** Why. */
  public Why why() {
    return why;
  }
}
