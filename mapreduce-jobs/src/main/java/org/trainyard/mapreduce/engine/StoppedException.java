package org.trainyard.mapreduce.engine;

/** Thrown when a run was asked to stop in the middle of an iteration, which is given up. */
public final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the sentence that says who or what asked. */
  public StoppedException(String sentence) {
    super(sentence);
  }
}
