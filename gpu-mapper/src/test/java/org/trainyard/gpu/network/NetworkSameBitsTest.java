package org.trainyard.gpu.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.trainyard.gpu.network.OnTheStandIn.bytes;
import static org.trainyard.gpu.network.OnTheStandIn.partial;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.algorithm.Holdout;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.kernel.Precision;

/** Whole partials, byte for byte, of the device's way and of the CPU's. */
class NetworkSameBitsTest {
  private static final String HIDDEN = "trainyard.model.hidden";
  private static final String ACTIVATION = "trainyard.model.activation";
  private static final String DROPOUT = "trainyard.model.dropout";
  private static final String L2 = "trainyard.model.l2";
  private static final String RULE = "trainyard.optimiser.local-rule";
  private static final String BATCH = "trainyard.optimiser.batch-size";
  private static final String EPOCHS = "trainyard.optimiser.local-epochs";
  private static final String CLASS_WEIGHTS = "trainyard.model.class-weights";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "  1 |   3    | 2  | relu    | adam     |   1 | 0   | 0    | small",
        "  3 |   1    | 3  | tanh    | momentum |   7 | 0.3 | 0.01 | small",
        " 17 |  17,3  | 10 | sigmoid | adam     | 128 | 0   | 0.01 | large",
        "100 | 100    | 33 | relu    | adam     |  64 | 0.5 | 0    | large",
        " 33 | 65,17,5| 65 | tanh    | adam     |  16 | 0.2 | 0    | small",
        "257 |  17    | 0  | relu    | momentum |  64 | 0.4 | 0.1  | small",
        "  5 | 257,65 | 0  | sigmoid | adam     |  65 | 0.1 | 0.1  | large",
      })
  void aSegmentGivesTheSameBytes(
      int features,
      String hidden,
      int classes,
      String activation,
      String rule,
      int batch,
      double dropout,
      double l2,
      String tiling)
      throws Exception {
    NetworkProblem problem =
        new NetworkProblem(features, classes, batch == 1 ? 120 : 400)
            .set(HIDDEN, hidden)
            .set(ACTIVATION, activation)
            .set(RULE, rule)
            .set(BATCH, batch)
            .set(DROPOUT, dropout)
            .set(L2, l2)
            .set(EPOCHS, 2);
    Tiling chosen = Tiling.valueOf(tiling.toUpperCase(java.util.Locale.ROOT));
    same(problem, (products, rows, tiles) -> chosen, 2);
  }

  @Test
  void modelsOfAllKindsSideBySideGiveTheSameBytes() throws Exception {
    String rate = "trainyard.optimiser.learning-rate";
    NetworkProblem problem =
        new NetworkProblem(6, 3, 300)
            .set(HIDDEN, "9,4")
            .set(BATCH, 13)
            .set(CLASS_WEIGHTS, "c0=0,c2=2.5")
            .heldOut(new Holdout(42, 0.1, 3))
            .model(ModelSpec.NO_FOLD, Map.of())
            .model(0, Map.of(rate, 0.05, DROPOUT, 0.5))
            .model(2, Map.of(L2, 0.1))
            .model(0, Map.of(rate, 0.002))
            .model(ModelSpec.EVERY_SAMPLE, Map.of(DROPOUT, 0.25));
    same(problem, TilingPolicy.filling(4), 3);
  }

  @Test
  void aSegmentWithoutARowToTrainOnGivesTheSameBytes() throws Exception {
    NetworkProblem problem =
        new NetworkProblem(4, 2, 200)
            .set(HIDDEN, "5")
            .set(CLASS_WEIGHTS, "c0=0,c1=0")
            .set(BATCH, 16);
    List<Segment> segments = problem.segments();
    Algorithm algorithm = problem.algorithm();
    State state = algorithm.initial();
    try (OnTheStandIn device =
        new OnTheStandIn(Precision.EXACT, (products, rows, tiles) -> Tiling.SMALL)) {
      assertArrayEquals(
          bytes(partial(algorithm, state, segments, Kernels.NONE)),
          bytes(partial(algorithm, state, segments, device)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "  1 | 3    | relu    | adam     |   1 | 0.5 | 0   | 0",
        " 70 | 17,5 | tanh    | adam     |  16 | 0.6 | 0.3 | 0.01",
        "150 | 140  | sigmoid | momentum | 150 | 0.9 | 0   | 0.1",
        " 31 | 200,9| relu    | adam     |  64 | 0   | 0.2 | 0",
      })
  void sparseRowsGiveTheSameBytes(
      int features,
      String hidden,
      String activation,
      String rule,
      int batch,
      double part,
      double dropout,
      double l2)
      throws Exception {
    NetworkProblem problem =
        new NetworkProblem(features, 4, batch == 1 ? 120 : 600)
            .sparse(part)
            .set(HIDDEN, hidden)
            .set(ACTIVATION, activation)
            .set(RULE, rule)
            .set(BATCH, batch)
            .set(DROPOUT, dropout)
            .set(L2, l2)
            .model(ModelSpec.NO_FOLD, Map.of())
            .model(ModelSpec.EVERY_SAMPLE, Map.of());
    same(problem, TilingPolicy.filling(8), 2);
  }

  @Test
  void denseAndSparseSegmentsTakeTurns() throws Exception {
    NetworkProblem problem =
        new NetworkProblem(4, 2, 222).set(HIDDEN, "5").set(BATCH, 16).sparse(2, 0.5).sparse(3, 0.5);
    same(problem, TilingPolicy.filling(8), 2);
  }

  @Test
  void bothKindsInOneSegmentAreLeftToTheCpuAndCounted() throws Exception {
    NetworkProblem problem =
        new NetworkProblem(4, 2, 200).set(HIDDEN, "5").set(BATCH, 16).sparse(0, 0.5);
    List<Segment> segments = problem.segments();
    Algorithm algorithm = problem.algorithm();
    State state = algorithm.initial();
    try (OnTheStandIn device =
        new OnTheStandIn(Precision.EXACT, (products, rows, tiles) -> Tiling.SMALL)) {
      assertArrayEquals(
          bytes(partial(algorithm, state, segments, Kernels.NONE)),
          bytes(partial(algorithm, state, segments, device)));
      long sparse = segments.get(0).rows();
      assertEquals(
          Map.of("dense and sparse blocks in one segment", sparse), device.tally().fallbacks());
      assertEquals(rows(segments) - sparse, device.tally().rowsOnDevice());
    }
  }

  /** Over some iterations, so that moments are not those of the beginning. */
  private static void same(NetworkProblem problem, TilingPolicy tilings, int iterations)
      throws Exception {
    List<Segment> segments = problem.segments();
    Algorithm algorithm = problem.algorithm();
    State state = algorithm.initial();
    try (OnTheStandIn device = new OnTheStandIn(Precision.EXACT, tilings)) {
      for (int i = 0; i < iterations; i++) {
        Partial reference = partial(algorithm, state, segments, Kernels.NONE);
        assertArrayEquals(
            bytes(reference), bytes(partial(algorithm, state, segments, device)), "iteration " + i);
        state = algorithm.next(state, reference.totals());
      }
      assertEquals(Map.of(), device.tally().fallbacks());
      assertEquals(iterations * rows(segments), device.tally().rowsOnDevice());
    }
  }

  private static long rows(List<Segment> segments) {
    return segments.stream().mapToLong(Segment::rows).sum();
  }
}
