package org.trainyard.it.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.trainyard.formats.partial.BinnedSums;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.algorithm.Holdout;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.algorithm.TrainingProblem;
import org.trainyard.mapreduce.catalogue.KnownAlgorithms;
import org.trainyard.mapreduce.problem.ModelGrid;

/**
 * What sums that do not depend on their order cost: the scan of an iteration of logistic regression
 * in one thread, and within it the additions between blocks, exact against plain. Prints medians
 * with the range over the rounds.
 */
public final class ExactSumsBenchmark {
  private static final int ROUNDS = 9;

  private ExactSumsBenchmark() {}

  /** Runs all shapes. */
  public static void main(String[] args) {
    System.out.printf(
        "%-44s %22s %22s %22s %10s%n", "data", "scan ms", "exact sums ms", "plain sums ms", "cost");
    measure("dense 200,000 x 50, blocks of 20,000", Shapes.dense(200_000, 50, 20_000, 1));
    measure(
        "sparse 100,000 x 123, 14 a row, blocks of 5,000",
        Shapes.sparse(100_000, 123, 14, 5_000, 2));
    measure(
        "sparse 100,000 x 1,000,000, 40 a row, of 10,000",
        Shapes.sparse(100_000, 1_000_000, 40, 10_000, 3));
  }

  private static void measure(String name, List<SampleBlock> blocks) {
    Algorithm algorithm = algorithm(blocks);
    State state = algorithm.initial();
    int features = blocks.get(0).features();
    double[] gradient = new double[features];
    Arrays.setAll(gradient, i -> 1.0 / (i + 1));
    double[] scan = new double[ROUNDS];
    double[] exact = new double[ROUNDS];
    double[] plain = new double[ROUNDS];
    for (int round = -3; round < ROUNDS; round++) {
      Partial partial = new Partial(algorithm.shape(state));
      BinnedSums sums = new BinnedSums(features);
      double[] plainSums = new double[features];
      double scanMs = ms(() -> scan(algorithm, state, blocks, partial));
      double exactMs = ms(() -> blocks.forEach(block -> addExactly(block, gradient, sums)));
      double plainMs = ms(() -> blocks.forEach(block -> addPlainly(block, gradient, plainSums)));
      if (round >= 0) {
        scan[round] = scanMs;
        exact[round] = exactMs;
        plain[round] = plainMs;
      }
    }
    double cost = (median(exact) - median(plain)) / (median(scan) - median(exact) + median(plain));
    System.out.printf(
        Locale.ROOT,
        "%-44s %22s %22s %22s %9.1f%%%n",
        name,
        range(scan),
        range(exact),
        range(plain),
        100 * cost);
  }

  private static Algorithm algorithm(List<SampleBlock> blocks) {
    int features = blocks.get(0).features();
    double[] mean = new double[features];
    double[] deviation = new double[features];
    Arrays.fill(deviation, 1);
    Map<String, String> settings = Map.of("trainyard.model.l2", "1e-4");
    long rows = blocks.stream().mapToLong(SampleBlock::rows).sum();
    return new KnownAlgorithms()
        .create(
            new TrainingProblem(
                new TrainingProblem.Features(features, null, mean, deviation),
                new TrainingProblem.Labels(
                    List.of("0", "1"), new long[] {rows / 2, rows / 2}, Double.NaN, Double.NaN),
                rows,
                blocks.size(),
                ModelGrid.of(settings::get),
                Holdout.none(),
                false,
                settings::get,
                1,
                null));
  }

  private static void scan(
      Algorithm algorithm, State state, List<SampleBlock> blocks, Partial into) {
    var accumulator = algorithm.accumulator(state);
    for (SampleBlock block : blocks) {
      accumulator.accumulate(
          new Segment(block.index(), Segment.Role.TRAINING, List.of(block)), into);
    }
  }

  /** The gradient of a block is short: of the features that occur in it. */
  private static void addExactly(SampleBlock block, double[] gradient, BinnedSums sums) {
    if (block instanceof SparseBlock sparse) {
      int[] dictionary = sparse.dictionary();
      sums.addScattered(0, dictionary, 0, dictionary.length, gradient, 0, 1);
    } else {
      sums.addAll(0, gradient, 0, gradient.length);
    }
  }

  private static void addPlainly(SampleBlock block, double[] gradient, double[] sums) {
    if (block instanceof SparseBlock sparse) {
      int[] dictionary = sparse.dictionary();
      for (int e = 0; e < dictionary.length; e++) {
        sums[dictionary[e]] += gradient[e];
      }
    } else {
      IntStream.range(0, gradient.length).forEach(i -> sums[i] += gradient[i]);
    }
  }

  private static double ms(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e6;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static String range(double[] values) {
    double least = Arrays.stream(values).min().orElseThrow();
    double most = Arrays.stream(values).max().orElseThrow();
    return String.format(Locale.ROOT, "%.3f (%.3f-%.3f)", median(values), least, most);
  }
}
