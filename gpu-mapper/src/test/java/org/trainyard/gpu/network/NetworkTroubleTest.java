package org.trainyard.gpu.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.trainyard.gpu.network.OnTheStandIn.bytes;
import static org.trainyard.gpu.network.OnTheStandIn.partial;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.kernel.KernelFailedException;
import org.trainyard.mapreduce.kernel.KernelTally;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.kernel.NetworkKernel;
import org.trainyard.mapreduce.kernel.NetworkResult;
import org.trainyard.mapreduce.kernel.NetworkTask;
import org.trainyard.mapreduce.kernel.Precision;

/**
 * Devices that are too small, or fail: the same bytes, and the truth about where they come from.
 */
class NetworkTroubleTest {
  private final List<Integer> asked = new ArrayList<>();

  @Test
  void whatFindsNoRoomTogetherIsTrainedOneAfterTheOther() throws Exception {
    KernelTally tally = same(64, tasks -> tasks.size() <= 2);
    assertEquals(Map.of(), tally.fallbacks());
    // Two models on four segments: eight in vain, then each half in vain, then two at a time.
    assertEquals(List.of(8, 4, 2, 2, 4, 2, 2), asked);
  }

  @Test
  void modelsThatFindNoRoomTogetherSeeTheSameOrderOfRows() throws Exception {
    assertEquals(Map.of(), same(64, tasks -> tasks.size() == 1).fallbacks());
  }

  @Test
  void whatFindsNoRoomAloneIsLeftToTheCpu() throws Exception {
    KernelTally tally = same(64, tasks -> tasks.get(0).training().count() == 0);
    assertEquals(
        Map.of("no room for a segment and its network on the GPU", 200L), tally.fallbacks());
    assertEquals(15, tally.rowsOnDevice());
  }

  @Test
  void afterAFailureNothingIsLostAndTheDeviceIsNotAskedAgain() throws Exception {
    KernelTally tally =
        same(
            2,
            tasks -> {
              if (asked.size() == 2) {
                throw new KernelFailedException("The device is gone", null);
              }
              return true;
            });
    assertEquals(2, asked.size());
    assertEquals(74, tally.rowsOnDevice());
    assertEquals(Map.of("the GPU failed", 141L), tally.fallbacks());
  }

  @Test
  void theCpuDoesNotStandInForAnotherArithmetic() throws Exception {
    NetworkProblem problem = new NetworkProblem(4, 3, 100).set("trainyard.model.hidden", "5");
    Algorithm algorithm = problem.algorithm();
    UnaryOperator<NetworkKernel> trouble = kernel -> new Troubled(kernel, 8, tasks -> false);
    try (OnTheStandIn device =
        new OnTheStandIn(Precision.SINGLE, TilingPolicy.filling(1000), trouble)) {
      assertThrows(
          KernelFailedException.class,
          () -> partial(algorithm, algorithm.initial(), problem.segments(), device));
    }
  }

  private KernelTally same(int side, Function<List<NetworkTask>, Boolean> room) throws Exception {
    NetworkProblem problem =
        new NetworkProblem(4, 3, 200)
            .set("trainyard.model.hidden", "5")
            .set("trainyard.optimiser.batch-size", 16)
            .model(ModelSpec.NO_FOLD, Map.of())
            .model(ModelSpec.NO_FOLD, Map.of("trainyard.model.l2", 0.1));
    List<Segment> segments = problem.segments();
    Algorithm algorithm = problem.algorithm();
    State state = algorithm.initial();
    UnaryOperator<NetworkKernel> trouble = kernel -> new Troubled(kernel, side, room);
    try (OnTheStandIn device =
        new OnTheStandIn(Precision.EXACT, TilingPolicy.filling(1000), trouble)) {
      assertArrayEquals(
          bytes(partial(algorithm, state, segments, Kernels.NONE)),
          bytes(partial(algorithm, state, segments, device)));
      return device.tally();
    }
  }

  private final class Troubled implements NetworkKernel {
    private final NetworkKernel kernel;
    private final int side;
    private final Function<List<NetworkTask>, Boolean> room;

    Troubled(NetworkKernel kernel, int side, Function<List<NetworkTask>, Boolean> room) {
      this.kernel = kernel;
      this.side = side;
      this.room = room;
    }

    @Override
    public int side() {
      return side;
    }

    @Override
    public Optional<List<NetworkResult>> train(List<NetworkTask> tasks) {
      asked.add(tasks.size());
      return room.apply(tasks) ? kernel.train(tasks) : Optional.empty();
    }
  }
}
