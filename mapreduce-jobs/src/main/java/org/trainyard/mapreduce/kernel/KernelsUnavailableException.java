package org.trainyard.mapreduce.kernel;

/** No device can be had; the message is a sentence that says why, for people. */
public final class KernelsUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With its sentence. */
  public KernelsUnavailableException(String sentence) {
    super(sentence);
  }

  /** With its sentence and what lies behind. */
  public KernelsUnavailableException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
