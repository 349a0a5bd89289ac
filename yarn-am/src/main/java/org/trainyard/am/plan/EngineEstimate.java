package org.trainyard.am.plan;

/**
 * A run on one engine.
 *
 * @param engine its name
 * @param processes in words
 * @param memoryBytes heap that the process nearest to its limit needs beside the data
 * @param memoryLimitBytes heap that it has
 * @param packSeconds until the data are packed; 0 if they are
 * @param iterationSeconds of a later iteration: the first one reads the data
 * @param runSeconds of the whole run; NaN if nobody knows the number of iterations
 * @param limit what most of an iteration's time, or the run's success, depends on
 */
public record EngineEstimate(
    String engine,
    String processes,
    long memoryBytes,
    long memoryLimitBytes,
    double packSeconds,
    double iterationSeconds,
    double runSeconds,
    String limit) {
  /** Whether its memory suffices. */
  public boolean fits() {
    return memoryBytes <= memoryLimitBytes;
  }
}
