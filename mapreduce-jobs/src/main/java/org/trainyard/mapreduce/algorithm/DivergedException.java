package org.trainyard.mapreduce.algorithm;

/**
 * Thrown when sums or parameters are no longer finite: the run stops and the last good state is
 * kept.
 */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the iteration, the model, the place (parameter or scalar), and what to change. */
  public DivergedException(String message) {
    super(message);
  }
}
