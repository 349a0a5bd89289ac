package org.trainyard.mapreduce.forecast;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.trainyard.mapreduce.algorithm.Progress;
import org.trainyard.mapreduce.algorithm.Progress.ModelProgress;
import org.trainyard.mapreduce.forecast.PilotTrace.Model;

/**
 * After how many iterations a run will have converged. For each model the pilot's trace is entered
 * where its gradient had declined as far as the run's has, and what was left there is left here. A
 * pilot whose sample has fewer rows than features is no likeness of the run: it only tells how far
 * the gradient has to decline, and the run's own decline tells when it will have. Not thread-safe.
 */
public final class IterationForecast {
  private final long mostIterations;
  private final List<Decline> declines = new ArrayList<>();
  private Progress last;

  /** Of a run that goes on for at most so many iterations. */
  public IterationForecast(long mostIterations) {
    this.mostIterations = mostIterations;
  }

  /** Hears the progress after an iteration. */
  public void hear(Progress progress) {
    last = progress;
    for (int m = 0; m < progress.models().size(); m++) {
      if (m == declines.size()) {
        declines.add(new Decline());
      }
      declines.get(m).hear(progress.models().get(m).gradientNorm());
    }
  }

  /** The number of iterations of the whole run; empty if the pilot cannot tell. */
  public OptionalInt iterations(PilotTrace pilot) {
    if (last == null || !pilot.complete() || pilot.models().size() != last.models().size()) {
      return OptionalInt.empty();
    }
    int left = 0;
    for (int m = 0; m < last.models().size(); m++) {
      ModelProgress model = last.models().get(m);
      if (model.stop() == null) {
        left = Math.max(left, left(pilot, pilot.models().get(m), declines.get(m)));
      }
    }
    return OptionalInt.of((int) Math.min(mostIterations, (long) last.iteration() + left));
  }

  private int left(PilotTrace pilot, Model model, Decline decline) {
    double trend =
        pilot.likeness() == PilotTrace.Likeness.POOR
            ? decline.until(model.decline()[model.iterations()])
            : Double.NaN;
    return Double.isNaN(trend) ? left(model, decline.share()) : (int) Math.max(1, Math.ceil(trend));
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
