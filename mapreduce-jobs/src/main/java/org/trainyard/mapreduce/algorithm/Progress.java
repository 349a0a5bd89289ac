package org.trainyard.mapreduce.algorithm;

import java.util.List;
import java.util.SortedMap;

/**
 * What a state says of its models.
 *
 * @param iteration number of iterations behind it
 * @param models one for each model
 */
public record Progress(int iteration, List<ModelProgress> models) {
  /**
   * One model.
   *
   * @param objective what is minimised, penalties included; NaN before it is known
   * @param gradientNorm Euclidean norm of the objective's gradient (of its pseudo-gradient with
   *     L1); NaN where there is none
   * @param step length of the last step along its direction; NaN where there is none
   * @param train metrics over the training samples by name; may be empty
   * @param validation metrics over the held-out samples by name; empty when nothing is held out
   * @param stop why this model is no longer trained, or null while it is
   */
  public record ModelProgress(
      double objective,
      double gradientNorm,
      double step,
      SortedMap<String, Double> train,
      SortedMap<String, Double> validation,
      StopReason stop) {}

  /** Whether no model is trained any more. */
  public boolean finished() {
    return models.stream().allMatch(model -> model.stop() != null);
  }
}
