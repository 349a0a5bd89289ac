package org.trainyard.gpu.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trainyard.gpu.network.OnTheStandIn.bytes;
import static org.trainyard.gpu.network.OnTheStandIn.partial;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.kernel.Precision;

/** What of a network's rows is on the device, and what moves. */
class NetworkMemoryTest {
  private static final int EPOCHS = 2;

  @ParameterizedTest
  @CsvSource({"0, 1", "0.5, 1", "0, 2"})
  void fromTheSecondIterationOnOnlyParametersAndOrdersMove(double left, int models)
      throws Exception {
    int rows = 1500;
    NetworkProblem problem = problem(20, rows, 50);
    for (int m = 0; m < models; m++) {
      problem.model(ModelSpec.NO_FOLD, Map.of("trainyard.model.l2", 0.1 * m));
    }
    if (left > 0) {
      problem.sparse(left);
    }
    // Weights and two moments in each segment, a factor and an epsilon for each step.
    long parameters = 3 * (21 * 5 + 6 * 3);
    long steps = EPOCHS * (rows / 50 + NetworkProblem.SEGMENTS);
    long lanes = models * (NetworkProblem.SEGMENTS + 1L);
    long most = 4L * EPOCHS * rows + 4 * lanes * parameters + 8 * models * steps;
    long tables = lanes * 600 + 1024;
    List<Segment> segments = problem.segments();
    Algorithm algorithm = problem.algorithm();
    State state = algorithm.initial();
    try (OnTheStandIn device =
        new OnTheStandIn(Precision.EXACT, (products, n, tiles) -> Tiling.SMALL)) {
      long[] moved = new long[3];
      for (int i = 0; i < moved.length; i++) {
        long before = device.copiedBytes();
        Partial reference = partial(algorithm, state, segments, Kernels.NONE);
        assertArrayEquals(
            bytes(reference), bytes(partial(algorithm, state, segments, device)), "iteration " + i);
        moved[i] = device.copiedBytes() - before;
        state = algorithm.next(state, reference.totals());
      }
      assertTrue(moved[0] > most + tables + 24L * rows, moved[0] + " bytes in the first");
      assertTrue(moved[1] <= most + tables, moved[1] + " bytes, and " + most + " are new");
      assertEquals(moved[1], moved[2]);
    }
  }

  /** One segment of 200 kB, or 150 kB without zeros; with the least room models take turns. */
  @ParameterizedTest
  @CsvSource({
    "0, 160, 16, 1",
    "0, 200, 100, 2",
    "0, 220, 100, 2",
    "0.6, 160, 16, 1",
    "0.6, 160, 64, 2"
  })
  void rowsThatFindNoRoomPassAndGiveTheSameBytes(double left, int budgetKib, int batch, int models)
      throws Exception {
    NetworkProblem problem = problem(64, 800, batch).set("trainyard.optimiser.segments", 1);
    for (int m = 0; m < models; m++) {
      problem.model(ModelSpec.NO_FOLD, Map.of("trainyard.model.dropout", 0.3 * m));
    }
    if (left > 0) {
      problem.sparse(left);
    }
    List<Segment> segments = problem.segments();
    Algorithm algorithm = problem.algorithm();
    State state = algorithm.initial();
    double fraction = budgetKib / 1024.0 / 256;
    try (OnTheStandIn device =
        new OnTheStandIn(
            Precision.EXACT, TilingPolicy.filling(8), UnaryOperator.identity(), fraction)) {
      for (int i = 0; i < 2; i++) {
        Partial reference = partial(algorithm, state, segments, Kernels.NONE);
        assertArrayEquals(
            bytes(reference), bytes(partial(algorithm, state, segments, device)), "iteration " + i);
        state = algorithm.next(state, reference.totals());
      }
      assertEquals(Map.of(), device.tally().fallbacks());
      assertEquals(2 * rows(segments), device.tally().rowsOnDevice());
      long blocks = segments.get(0).blocks().size();
      assertTrue(device.resident() < blocks, device.resident() + " of " + blocks + " stay");
    }
  }

  /** Arithmetic that the CPU has not: the same bytes as where all rows stay. */
  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"SINGLE", "TF32", "BF16"})
  void passingRowsGiveTheBytesOfThoseThatStay(Precision precision) throws Exception {
    NetworkProblem problem = problem(64, 800, 16).set("trainyard.optimiser.segments", 1);
    problem.model(ModelSpec.NO_FOLD, Map.of());
    List<Segment> segments = problem.segments();
    Algorithm algorithm = problem.algorithm();
    State state = algorithm.initial();
    int blocks = segments.get(0).blocks().size();
    try (OnTheStandIn roomy = new OnTheStandIn(precision, TilingPolicy.filling(8));
        OnTheStandIn narrow =
            new OnTheStandIn(
                precision, TilingPolicy.filling(8), UnaryOperator.identity(), 160 / 1024.0 / 256)) {
      Partial whole = partial(algorithm, state, segments, roomy);
      assertArrayEquals(bytes(whole), bytes(partial(algorithm, state, segments, narrow)));
      assertEquals(blocks, roomy.resident());
      assertTrue(narrow.resident() < blocks, narrow.resident() + " of " + blocks + " stay");
      assertEquals(rows(segments), narrow.tally().rowsOnDevice());
    }
  }

  @Test
  void aDeviceWithoutRoomForTheParametersLeavesThemToTheCpu() throws Exception {
    NetworkProblem problem = problem(64, 200, 16);
    List<Segment> segments = problem.segments();
    Algorithm algorithm = problem.algorithm();
    State state = algorithm.initial();
    try (OnTheStandIn device =
        new OnTheStandIn(
            Precision.EXACT,
            TilingPolicy.filling(8),
            UnaryOperator.identity(),
            4.0 / (256 << 10))) {
      assertArrayEquals(
          bytes(partial(algorithm, state, segments, Kernels.NONE)),
          bytes(partial(algorithm, state, segments, device)));
      assertEquals(
          Map.of("no room for a segment and its network on the GPU", rows(segments)),
          device.tally().fallbacks());
    }
  }

  private static NetworkProblem problem(int features, int rows, int batch) {
    return new NetworkProblem(features, 3, rows)
        .set("trainyard.model.hidden", "5")
        .set("trainyard.optimiser.local-rule", "adam")
        .set("trainyard.optimiser.batch-size", batch)
        .set("trainyard.optimiser.local-epochs", EPOCHS);
  }

  private static long rows(List<Segment> segments) {
    return segments.stream().mapToLong(Segment::rows).sum();
  }
}
