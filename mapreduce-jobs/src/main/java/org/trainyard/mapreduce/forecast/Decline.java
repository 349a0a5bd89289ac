package org.trainyard.mapreduce.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The least gradient norm so far as a share of the first, and what the objective changed by. */
final class Decline {
  /** Changes of the objective are compared with the gradient over so many iterations. */
  private static final int RECENT = 5;

  /** Before, two rates of decline are hardly two. */
  private static final int LEAST_HEARD = 4;

  private final List<Double> shares = new ArrayList<>();
  private final List<Double> changes = new ArrayList<>();
  private double first = Double.NaN;
  private double least = Double.NaN;
  private double objective = Double.NaN;

  /**
   * Where a model stops.
   *
   * @param gradient share of the first gradient's norm
   * @param change of the objective in an iteration, as a share of it; 0 for never
   */
  record Goal(double gradient, double change) {}

  /** Hears norm and objective after an iteration, NaN where not known; the share so far. */
  double hear(double norm, double newObjective) {
    if (norm > 0) {
      first = Double.isNaN(first) ? norm : first;
      least = Double.isNaN(least) ? norm : Math.min(least, norm);
      shares.add(share());
      changes.add(Math.abs(newObjective - objective) / Math.abs(objective));
      objective = newObjective;
    }
    return share();
  }

  /**
   * Iterations that are left if the gradient's logarithm goes on to fall: at the mean (geometric)
   * of the rates of all that was heard and of its later half. NaN before it fell.
   */
  double until(Goal goal) {
    int heard = shares.size();
    if (heard < LEAST_HEARD || share() == 1) {
      return Double.NaN;
    }
    double rate = -Math.log(share()) / (heard - 1);
    int late = heard - heard / 2;
    double fellLate = Math.log(shares.get(heard - 1 - late) / share());
    double lateRate = fellLate > 0 ? fellLate / late : rate;
    return Math.max(0, Math.log(share() / share(goal)) / Math.sqrt(rate * lateRate));
  }

  /**
   * The share at which the goal is reached. Near an optimum the objective's change is as the square
   * of the gradient; the factor is the median of the last ones.
   */
  private double share(Goal goal) {
    double[] factors = new double[RECENT];
    int found = 0;
    for (int k = changes.size() - 1; k > 0 && found < RECENT; k--) {
      if (changes.get(k) > 0) {
        factors[found++] = changes.get(k) / (shares.get(k) * shares.get(k));
      }
    }
    if (goal.change() == 0 || found == 0) {
      return goal.gradient();
    }
    Arrays.sort(factors, 0, found);
    return Math.max(goal.gradient(), Math.sqrt(goal.change() / factors[found / 2]));
  }

  /** 1 before a norm is known. */
  double share() {
    return Double.isNaN(first) ? 1 : least / first;
  }
}
