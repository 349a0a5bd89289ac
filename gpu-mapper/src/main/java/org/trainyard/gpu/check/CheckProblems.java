package org.trainyard.gpu.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.trainyard.gpu.check.MadeProblem.Size;
import org.trainyard.mapreduce.kernel.Precision;

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
   * @param batch rows of a step, or 0
   * @param passes of an iteration over the rows
   * @param flopsPerRow multiplications and additions of a sample in a pass
   */
  record Timed(
      MadeProblem problem, String kind, int units, int batch, int passes, double flopsPerRow) {
    Timed(MadeProblem problem, String kind, int units, double flopsPerRow) {
      this(problem, kind, units, 0, 1, flopsPerRow);
    }

    /** Whether one core of a CPU does it in a time that somebody waits. */
    boolean suitsCpu() {
      return passes == 1;
    }
  }

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
    return network(rows, features, hidden, 64, 1);
  }

  private static MadeProblem network(int rows, int features, int hidden, int batch, int passes) {
    return MadeProblem.dense(
        "network " + rows + " x " + features + ", " + hidden + " units, batch " + batch,
        new Size(rows, features, 10, 1),
        Map.of(
            ALGORITHM,
            "mlp",
            "trainyard.model.hidden",
            Integer.toString(hidden),
            "trainyard.optimiser.batch-size",
            Integer.toString(batch),
            "trainyard.optimiser.local-epochs",
            Integer.toString(passes)));
  }

  /**
   * A network's step over so many rows: forwards, and backwards to the weights and to the units.
   */
  private static Timed timed(int rows, int features, int hidden, int batch, int passes) {
    return new Timed(
        network(rows, features, hidden, batch, passes),
        "mlp",
        hidden,
        batch,
        passes,
        6.0 * (features * hidden + hidden * 10));
  }

  /** Layers of awkward sizes, whose products are compared one by one. */
  static List<ProductsCheck.Size> forProducts(boolean small) {
    List<ProductsCheck.Size> sizes = new ArrayList<>();
    sizes.add(new ProductsCheck.Size(1, 1, 2));
    sizes.add(new ProductsCheck.Size(17, 9, 33));
    sizes.add(new ProductsCheck.Size(33, 70, 35));
    if (!small) {
      sizes.add(new ProductsCheck.Size(64, 784, 128));
      sizes.add(new ProductsCheck.Size(515, 1025, 257));
    }
    return sizes;
  }

  /** Awkward sizes of everything that there are kernels for in a precision. */
  static List<MadeProblem> forSums(boolean small, Precision precision) {
    int rows = small ? 1037 : 50_021;
    List<MadeProblem> problems = new ArrayList<>();
    problems.add(network(small ? 257 : 5003, 37, 19));
    if (precision.onTensorCores()) {
      return problems;
    }
    for (int models : small ? new int[] {1, 5} : new int[] {1, 2, 5, 16, 33}) {
      problems.add(logistic(rows, 37, models));
    }
    problems.add(logistic(rows, 1, 1));
    problems.add(logistic(small ? 257 : rows, 300, 3));
    problems.add(MadeProblem.dense("softmax, 7 classes", new Size(rows, 37, 7, 2), Map.of()));
    problems.add(MadeProblem.sparse("logistic, sparse", new Size(rows, 119, 2, 3), Map.of(), 9));
    if (precision == Precision.EXACT) {
      problems.add(clusters(rows, 37, 7));
    }
    return problems;
  }

  /** Sizes that keep a device busy, unless they are to be small. */
  static List<Timed> forSpeed(boolean small, Precision precision) {
    List<Timed> timed = new ArrayList<>();
    timed.add(small ? timed(512, 49, 8, 64, 1) : timed(60_000, 784, 128, 64, 1));
    // Wide enough to be bound by arithmetic; weights travel to the device and back once for all
    // passes.
    timed.add(small ? timed(64, 33, 40, 32, 2) : timed(16_384, 1024, 4096, 4096, 50));
    if (precision.onTensorCores()) {
      return timed;
    }
    int rows = small ? 2000 : 1_000_000;
    int features = small ? 32 : 256;
    for (int models : new int[] {1, 16}) {
      timed.add(
          new Timed(logistic(rows, features, models), "logistic", 0, 4.0 * features * models));
    }
    if (precision == Precision.EXACT) {
      timed.add(new Timed(clusters(rows / 4, features, 16), "kmeans", 16, 3.0 * features * 16));
    }
    return timed;
  }
}
