package org.trainyard.mapreduce.linear;

import java.util.SortedMap;
import org.trainyard.formats.vector.Vector;
import org.trainyard.mapreduce.algorithm.StopReason;
import org.trainyard.mapreduce.optimise.OptimiserState;
import org.trainyard.mapreduce.optimise.Tracking;

/**
 * One model between iterations.
 *
 * @param optimiser where its optimiser is
 * @param tracking what it has reached
 * @param train metrics of the training rows at the current point
 * @param validation metrics of the held-out rows there
 * @param best what early stopping would go back to; null without it
 * @param warm where a warm start begins once the gradient at zero coefficients is known, which is
 *     being asked as the measure of convergence; null otherwise
 */
record ModelState(
    OptimiserState optimiser,
    Tracking tracking,
    SortedMap<String, Double> train,
    SortedMap<String, Double> validation,
    Best best,
    Vector warm) {

  /** The same model, asking nothing more; an earlier reason stays. */
  ModelState stopped(StopReason reason) {
    return new ModelState(
        optimiser.stopped(), tracking.stopped(reason), train, validation, best, null);
  }

  /**
   * The point with the best held-out metric so far.
   *
   * @param point its scaled parameters
   * @param objective there
   * @param train metrics there
   * @param validation metrics there
   */
  record Best(
      Vector point,
      double objective,
      SortedMap<String, Double> train,
      SortedMap<String, Double> validation) {}
}
