package org.trainyard.mapreduce.linear;

import java.util.SortedMap;
import org.trainyard.formats.vector.Vector;
import org.trainyard.mapreduce.algorithm.StopReason;
import org.trainyard.mapreduce.optimise.Evaluation;
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
 * @param opening what is asked before the optimiser's own first question; null once that is past
 */
record ModelState(
    OptimiserState optimiser,
    Tracking tracking,
    SortedMap<String, Double> train,
    SortedMap<String, Double> validation,
    Best best,
    Opening opening) {

  /** The same model, asking nothing more; an earlier reason stays. */
  ModelState stopped(StopReason reason) {
    return new ModelState(
        optimiser.stopped(), tracking.stopped(reason), train, validation, best, null);
  }

  /** The same model with another state of its optimiser, in another stage of the opening. */
  ModelState opening(OptimiserState other, Opening stage) {
    return new ModelState(other, tracking, train, validation, best, stage);
  }

  /** The same model where the next objective is no measure of progress against the last. */
  ModelState anew() {
    return new ModelState(optimiser, tracking.anew(), train, validation, best, opening);
  }

  /**
   * The way to the point that the optimiser begins at.
   *
   * @param stage what is being asked
   * @param vector what the stage needs to know; null for {@link Stage#ONLINE}
   * @param value the value at the cold point for {@link Stage#MEAN}, else NaN
   */
  record Opening(Stage stage, Vector vector, double value) {
    /** What is being asked. */
    enum Stage {
      /** The gradient at the cold point, the measure of convergence, before the warm vector. */
      WARM,
      /** Value and gradient at the cold point, and the mean of an online pass from there. */
      ONLINE,
      /** What the optimiser needs at that mean; the vector is the gradient at the cold point. */
      MEAN
    }

    static Opening warm(Vector point) {
      return new Opening(Stage.WARM, point, Double.NaN);
    }

    static Opening online() {
      return new Opening(Stage.ONLINE, null, Double.NaN);
    }

    static Opening mean(Evaluation cold) {
      return new Opening(Stage.MEAN, cold.vector(), cold.values()[0]);
    }
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
