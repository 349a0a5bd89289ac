package org.trainyard.mapreduce.kernel;

/**
 * A device failed in the middle of its work. Nothing of the work that was under way has come to any
 * sum: whoever asked does it again on the CPU, or fails.
 */
public final class KernelFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a sentence for people. */
  public KernelFailedException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
