package org.trainyard.am.cluster;

import java.io.IOException;

/** Thrown when another application drives the same run: two would do the same work twice. */
public final class RunBusyException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With the run and the other application. */
  public RunBusyException(String message) {
    super(message);
  }
}
