package org.trainyard.mapreduce.optimise;

import org.trainyard.mapreduce.algorithm.StopReason;

/**
 * What a model has reached so far, and whether it should go on. The same for all algorithms.
 *
 * @param firstGradientNorm norm of the gradient at the starting point; NaN before it is known, or
 *     where there is none
 * @param objective at the last point; NaN before the first
 * @param best best held-out metric so far; NaN without one
 * @param sinceBest evaluations since the best one; 0 if the last was the best
 * @param stop why the model is done, or null while it is not
 */
public record Tracking(
    double firstGradientNorm, double objective, double best, int sinceBest, StopReason stop) {
  /** Before the first evaluation. */
  public static Tracking start() {
    return new Tracking(Double.NaN, Double.NaN, Double.NaN, 0, null);
  }

  /**
   * After the evaluation of a new point.
   *
   * @param newObjective at that point, penalties included
   * @param gradientNorm there; NaN where there is none
   * @param heldOut the held-out metric of the rules there; NaN where nothing is held out
   */
  public Tracking observe(
      StopRules rules, double newObjective, double gradientNorm, double heldOut) {
    double first = Double.isNaN(firstGradientNorm) ? gradientNorm : firstGradientNorm;
    boolean better = rules.metric().better(heldOut, best);
    int since = better || Double.isNaN(best) ? 0 : sinceBest + 1;
    double change = Math.abs(objective - newObjective);
    StopReason reason = null;
    if (gradientNorm <= rules.gradientTolerance() * first) {
      reason = StopReason.GRADIENT_NORM;
    } else if (rules.relativeTolerance() > 0
        && change <= rules.relativeTolerance() * Math.abs(objective)) {
      reason = StopReason.RELATIVE_CHANGE;
    } else if (rules.patience() > 0 && since >= rules.patience()) {
      reason = StopReason.EARLY_STOPPING;
    }
    return new Tracking(first, newObjective, better ? heldOut : best, since, reason);
  }

  /** The same where the next objective is no measure of progress against the last. */
  public Tracking anew() {
    return new Tracking(firstGradientNorm, Double.NaN, best, sinceBest, stop);
  }

  /** The same, done for the given reason unless there is one already. */
  public Tracking stopped(StopReason reason) {
    return new Tracking(
        firstGradientNorm, objective, best, sinceBest, stop == null ? reason : stop);
  }
}
