package org.trainyard.gpu.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.trainyard.gpu.check.MadeProblem.Size;

/** What is checked and measured. */
final class CheckProblems {
  private static final String ALGORITHM = "trainyard.model.algorithm";
  private static final Map<String, String> PLAIN = Map.of("trainyard.model.standardize", "false");

  /**
   * A problem whose passes are timed.
   *
   * @param problem of a size that the device is worth
   * @param kind {@code logistic}, {@code mlp} or another: what a peer is asked to do
   * @param units hidden ones of a network, clusters, or 0
   * @param flopsPerRow multiplications and additions of a sample
   */
  record Timed(MadeProblem problem, String kind, int units, double flopsPerRow) {}

  private CheckProblems() {}

  /** A logistic regression without standardisation, penalties from 1e-6 up. */
  static MadeProblem logistic(int rows, int features, int models) {
    return MadeProblem.dense(
        "logistic " + rows + " x " + features + ", " + models + " model(s)",
        new Size(rows, features, 2, models),
        PLAIN);
  }

  private static MadeProblem clusters(int rows, int features, int clusters) {
    return MadeProblem.dense(
        "k-means " + rows + " x " + features + ", " + clusters + " clusters",
        new Size(rows, features, 2, 1),
        Map.of(ALGORITHM, "kmeans", "trainyard.model.clusters", Integer.toString(clusters)));
  }

  private static MadeProblem network(int rows, int features, int hidden) {
    return MadeProblem.dense(
        "network " + rows + " x " + features + ", " + hidden + " units",
        new Size(rows, features, 10, 1),
        Map.of(ALGORITHM, "mlp", "trainyard.model.hidden", Integer.toString(hidden)));
  }

  /** Awkward sizes of everything. */
  static List<MadeProblem> forSums(boolean small) {
    int rows = small ? 1037 : 50_021;
    List<MadeProblem> problems = new ArrayList<>();
    for (int models : small ? new int[] {1, 5} : new int[] {1, 2, 5, 16, 33}) {
      problems.add(logistic(rows, 37, models));
    }
    problems.add(logistic(rows, 1, 1));
    problems.add(logistic(small ? 257 : rows, 300, 3));
    problems.add(MadeProblem.dense("softmax, 7 classes", new Size(rows, 37, 7, 2), Map.of()));
    problems.add(MadeProblem.sparse("logistic, sparse", new Size(rows, 119, 2, 3), Map.of(), 9));
    problems.add(clusters(rows, 37, 7));
    problems.add(network(small ? 257 : 5003, 37, 19));
    return problems;
  }

  /** Sizes that keep a device busy, unless they are to be small. */
  static List<Timed> forSpeed(boolean small) {
    int rows = small ? 2000 : 1_000_000;
    int features = small ? 32 : 256;
    List<Timed> timed = new ArrayList<>();
    for (int models : new int[] {1, 16}) {
      timed.add(
          new Timed(logistic(rows, features, models), "logistic", 0, 4.0 * features * models));
    }
    timed.add(new Timed(clusters(rows / 4, features, 16), "kmeans", 16, 3.0 * features * 16));
    int hidden = small ? 8 : 128;
    int pixels = small ? 49 : 784;
    // Forwards, and backwards twice: to the weights and to the units.
    double flops = 6.0 * (pixels * hidden + hidden * 10);
    timed.add(new Timed(network(small ? 512 : 60_000, pixels, hidden), "mlp", hidden, flops));
    return timed;
  }
}
