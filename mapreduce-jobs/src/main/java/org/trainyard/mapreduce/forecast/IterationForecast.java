package org.trainyard.mapreduce.forecast;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.trainyard.mapreduce.algorithm.Progress;
import org.trainyard.mapreduce.algorithm.Progress.ModelProgress;
import org.trainyard.mapreduce.forecast.PilotTrace.Model;

/**
 * After how many iterations a run will have converged. For each model the pilot's trace is entered
 * where its gradient had declined as far as the run's has, and what was left there is left here.
 * Where there is no pilot yet, or its sample has fewer rows than features and is no likeness of the
 * run, the run's own decline tells when it will have reached its goal. Not thread-safe.
 */
public final class IterationForecast {
  private final long mostIterations;
  private final Decline.Goal goal;
  private final List<Decline> declines = new ArrayList<>();
  private Progress last;

  /**
   * Of a run that goes on for at most so many iterations.
   *
   * @param gradientTolerance share of the first gradient's norm at which a model stops
   * @param relativeTolerance change of the objective, as a share of it, at which a model stops; 0
   *     for never
   */
  public IterationForecast(
      long mostIterations, double gradientTolerance, double relativeTolerance) {
    this.mostIterations = mostIterations;
    this.goal = new Decline.Goal(gradientTolerance, relativeTolerance);
  }

  /** Hears the progress after an iteration. */
  public void hear(Progress progress) {
    last = progress;
    for (int m = 0; m < progress.models().size(); m++) {
      if (m == declines.size()) {
        declines.add(new Decline());
      }
      ModelProgress model = progress.models().get(m);
      declines.get(m).hear(model.gradientNorm(), model.objective());
    }
  }

  /**
   * The number of iterations of the whole run; empty if neither pilot nor run can tell.
   *
   * @param pilot null while there is none
   */
  public OptionalInt iterations(PilotTrace pilot) {
    if (last == null) {
      return OptionalInt.empty();
    }
    boolean trained =
        pilot != null && pilot.complete() && pilot.models().size() == last.models().size();
    double left = 0;
    for (int m = 0; m < last.models().size(); m++) {
      if (last.models().get(m).stop() == null) {
        // NaN, which is unknown, stays.
        left = Math.max(left, left(trained ? pilot : null, m));
      }
    }
    return Double.isNaN(left)
        ? OptionalInt.empty()
        : OptionalInt.of((int) Math.min(mostIterations, last.iteration() + left));
  }

  private double left(PilotTrace pilot, int m) {
    boolean alike = pilot != null && pilot.likeness() == PilotTrace.Likeness.GOOD;
    double trend = alike ? Double.NaN : declines.get(m).until(goal);
    if (Double.isNaN(trend)) {
      return pilot == null ? Double.NaN : left(pilot.models().get(m), declines.get(m).share());
    }
    // A rounding error is no iteration.
    return Math.max(1, Math.ceil(trend - 1e-9));
  }

  /**
   * Iterations that the pilot's model still made when it was as far, at least one. Between two of
   * its iterations the logarithm of its gradient is taken to fall evenly.
   */
  private int left(Model model, double share) {
    double[] decline = model.decline();
    int at = 0;
    while (at < model.iterations() && decline[at] > share) {
      at++;
    }
    if (share >= 1) {
      at = Math.min(last.iteration(), model.iterations());
    }
    double before = 0;
    if (at > 0 && at < decline.length && decline[at] < share && share < decline[at - 1]) {
      before = Math.log(share / decline[at]) / Math.log(decline[at - 1] / decline[at]);
    }
    return (int) Math.max(1, model.iterations() - at + Math.ceil(before));
  }
}
