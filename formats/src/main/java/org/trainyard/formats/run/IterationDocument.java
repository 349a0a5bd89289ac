package org.trainyard.formats.run;

import java.util.List;
import java.util.SortedMap;

/**
 * {@code stats.json} of an iteration: what it did and what the state after it says of its models.
 *
 * @param formatVersion of this document
 * @param iteration number of iterations behind the state
 * @param engine who carried it out
 * @param because why that one, where there was a choice, or null
 * @param startedMs ms since the epoch
 * @param seconds wall time of the iteration
 * @param rows samples read
 * @param job the MapReduce job that carried it out, or null
 * @param expectedIterations how many the whole run will take, as far as one can tell; null if one
 *     cannot
 * @param models one for each of the K models
 */
public record IterationDocument(
    int formatVersion,
    int iteration,
    String engine,
    String because,
    long startedMs,
    double seconds,
    long rows,
    String job,
    Integer expectedIterations,
    List<Model> models) {
  /** The version that this build writes and reads. */
  public static final int VERSION = 1;

  /**
   * One model after the iteration.
   *
   * @param label its hyper-parameters and fold in words; empty when there is one model only
   * @param objective what is minimised, penalties included
   * @param gradientNorm norm of the objective's gradient; NaN where there is none
   * @param step length of the last step; NaN where there is none
   * @param train metrics over the training samples
   * @param validation metrics over the held-out samples
   * @param stop name of the reason why it is no longer trained, or null
   */
  public record Model(
      String label,
      double objective,
      double gradientNorm,
      double step,
      SortedMap<String, Double> train,
      SortedMap<String, Double> validation,
      String stop) {}
}
