package org.trainyard.mapreduce.forecast;

import java.util.ArrayList;
import java.util.List;
import org.trainyard.mapreduce.algorithm.Progress;
import org.trainyard.mapreduce.algorithm.Progress.ModelProgress;

/**
 * How far each model was after each iteration of a pilot.
 *
 * @param models one for each of the K models
 * @param likeness of the pilot's problem to the run's
 */
public record PilotTrace(List<Model> models, Likeness likeness) {
  /** How much the way of a pilot tells of the way of its run. */
  public enum Likeness {
    GOOD,
    /** Its sample has fewer rows than features: it is fitted in another way than the whole data. */
    POOR
  }

  /**
   * One model.
   *
   * @param decline for each iteration from 0: the least gradient norm so far as a share of the
   *     first that was known; 1 before
   * @param iterations after which it stopped; 0 if it had not stopped when the pilot ended
   */
  public record Model(double[] decline, int iterations) {}

  /** Of the progress after each iteration, the initial state's first. */
  static PilotTrace of(List<Progress> progress, Likeness likeness) {
    List<Model> models = new ArrayList<>();
    for (int m = 0; m < progress.get(0).models().size(); m++) {
      models.add(model(progress, m));
    }
    return new PilotTrace(List.copyOf(models), likeness);
  }

  private static Model model(List<Progress> progress, int m) {
    Decline decline = new Decline();
    double[] shares = new double[progress.size()];
    int stopped = 0;
    for (int k = 0; k < shares.length; k++) {
      ModelProgress model = progress.get(k).models().get(m);
      shares[k] = decline.hear(model.gradientNorm(), model.objective());
      if (stopped == 0 && model.stop() != null) {
        stopped = k;
      }
    }
    return new Model(shares, stopped);
  }

  /** Whether every model was trained to its end. */
  public boolean complete() {
    return models.stream().allMatch(model -> model.iterations() > 0);
  }

  /** Iterations until the last model stopped; 0 if one had not. */
  public int iterations() {
    return complete() ? models.stream().mapToInt(Model::iterations).max().orElse(0) : 0;
  }
}
