package org.trainyard.it.bench.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.algorithm.Accumulator;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.algorithm.Holdout;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.algorithm.TrainingProblem;
import org.trainyard.mapreduce.catalogue.KnownAlgorithms;
import org.trainyard.mapreduce.problem.ModelGrid;

/** A pass over blocks in memory, as an iteration of L-BFGS makes it once there is curvature. */
final class Scan {
  /** The first asks a metric, the second a ladder of trial steps; what follows is as usual. */
  private static final int UNUSUAL = 3;

  private final List<SampleBlock> blocks;
  private final Algorithm algorithm;
  private final State state;

  /** A usual iteration of so many models with different penalties. */
  Scan(List<SampleBlock> blocks, int models) {
    this.blocks = blocks;
    this.algorithm = algorithm(blocks, models);
    State at = algorithm.initial();
    for (int k = 0; k < UNUSUAL; k++) {
      Partial sums = new Partial(algorithm.shape(at));
      pass(at, sums);
      at = algorithm.next(at, sums.totals());
    }
    this.state = at;
  }

  /** The sums of one pass. */
  Partial pass() {
    Partial into = new Partial(algorithm.shape(state));
    pass(state, into);
    return into;
  }

  private void pass(State at, Partial into) {
    Accumulator accumulator = algorithm.accumulator(at);
    for (SampleBlock block : blocks) {
      accumulator.accumulate(
          new Segment(block.index(), Segment.Role.TRAINING, List.of(block)), into);
    }
  }

  private static Algorithm algorithm(List<SampleBlock> blocks, int models) {
    int features = blocks.get(0).features();
    double[] mean = new double[features];
    double[] deviation = new double[features];
    Arrays.fill(deviation, 1);
    String penalties =
        IntStream.range(0, models)
            .mapToObj(i -> String.valueOf(1e-4 * (1 << i)))
            .collect(Collectors.joining(","));
    Map<String, String> settings = Map.of("trainyard.model.l2", penalties);
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
}
