package org.trainyard.formats.vector;

import java.io.IOException;

/**
 * Thrown when a file of ours is not what it should be: damaged, of another kind, or of an unknown
 * version.
 */
public final class CorruptFileException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With the path, what was found and what is supported. */
  public CorruptFileException(String message) {
    super(message);
  }

  /** With the path, what was found and what is supported, and what was thrown below. */
  public CorruptFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
