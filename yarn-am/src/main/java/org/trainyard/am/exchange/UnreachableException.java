package org.trainyard.am.exchange;

import java.io.IOException;

/** The other side gave no answer: it is gone, or the way to it is. */
public final class UnreachableException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Who could not be reached, and what was found. */
  public UnreachableException(String who, IOException cause) {
    super("Cannot reach " + who + ": " + cause, cause);
  }
}
