package org.trainyard.formats.raw;

import java.io.IOException;

/** Thrown when input cannot be used: the user has to change the data or say how to read them. */
public final class BadDataException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With file, place, reason and what is allowed. */
  public BadDataException(String message) {
    super(message);
  }

  /** With file, place, reason and what is allowed, and what was thrown below. */
  public BadDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
