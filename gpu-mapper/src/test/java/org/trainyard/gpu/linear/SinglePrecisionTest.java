package org.trainyard.gpu.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.state.State;
import org.trainyard.gpu.CudaProvider;
import org.trainyard.mapreduce.algorithm.Accumulator;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.kernel.KernelFailedException;
import org.trainyard.mapreduce.kernel.KernelSettings;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.kernel.Precision;
import org.trainyard.mapreduce.linear.LinearAlgorithm;

/** Scans in single precision: near the CPU's sums, bits of their own that come again. */
class SinglePrecisionTest {
  private Kernels device;

  @BeforeEach
  void open() throws Exception {
    device = new CudaProvider().open(new KernelSettings(Precision.SINGLE, 0.95));
  }

  @AfterEach
  void close() {
    device.close();
  }

  @ParameterizedTest
  @CsvSource({
    "logistic,2,5,false",
    "squared,0,50,true",
    "softmax,3,130,false",
    "poisson,1,7,true",
    "huber,0,9,false"
  })
  void isNearTheCpuAndComesAgain(String loss, int classes, int features, boolean sparse) {
    LinearProblem problem = new LinearProblem(loss, features, classes).weighted().models(2);
    if (sparse) {
      problem.sparse();
    }
    List<SampleBlock> blocks = problem.blocks(300, 77);
    LinearAlgorithm algorithm = problem.algorithm(blocks);
    State state = algorithm.initial();
    for (int iteration = 0; iteration < 3; iteration++) {
      Partial exact = partial(algorithm, state, Kernels.NONE, blocks);
      Partial single = partial(algorithm, state, device, blocks);
      assertFalse(Arrays.equals(BothWays.bytes(exact), BothWays.bytes(single)), "the same bits");
      assertNear(exact.vectors().values(), single.vectors().values());
      assertNear(exact.scalars().values(), single.scalars().values());
      Partial again = partial(algorithm, state, device, blocks);
      assertArrayEquals(BothWays.bytes(single), BothWays.bytes(again));
      state = algorithm.next(state, exact.totals());
    }
  }

  private static Partial partial(
      LinearAlgorithm algorithm, State state, Kernels kernels, List<SampleBlock> blocks) {
    return BothWays.partial(algorithm, state, kernels, blocks, List.of());
  }

  /**
   * Errors in floats are relative to what was summed, much of which may have cancelled: 377 rows.
   */
  private static void assertNear(double[] expected, double[] found) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    assertArrayEquals(expected, found, 2e-6 * largest + 1e-7 * 377);
  }

  /** Among other models, and so in tiles of another shape, a model has the same bits. */
  @Test
  void theCompanyOfOtherModelsDoesNotShow() {
    double[] alone = gradient(1);
    double[] amongMany = gradient(9);
    assertArrayEquals(alone, Arrays.copyOf(amongMany, alone.length));
  }

  private double[] gradient(int models) {
    LinearProblem problem = new LinearProblem("logistic", 60, 2).models(models);
    problem.set("optimiser.optimiser", "gradient-descent");
    List<SampleBlock> blocks = problem.blocks(200);
    LinearAlgorithm algorithm = problem.algorithm(blocks);
    return partial(algorithm, algorithm.initial(), device, blocks).vectors().values();
  }

  @Test
  void aDeviceThatIsLostIsNotReplacedByOtherBits() {
    LinearProblem problem = new LinearProblem("logistic", 4, 2);
    List<SampleBlock> blocks = problem.blocks(20);
    LinearAlgorithm algorithm = problem.algorithm(blocks);
    Partial partial = new Partial(algorithm.shape(algorithm.initial()));
    Accumulator accumulator = algorithm.accumulator(algorithm.initial(), device);
    accumulator.accumulate(new Segment(0, Segment.Role.TRAINING, blocks), partial);
    device.close();
    assertThrows(KernelFailedException.class, () -> accumulator.finish(partial));
    assertEquals(0, device.tally().rowsOnDevice());
  }

  @Test
  void modelsThatFindNoRoomAreNotGivenOtherBits() throws Exception {
    device.close();
    device = new CudaProvider().open(new KernelSettings(Precision.SINGLE, 0.01));
    LinearProblem problem = new LinearProblem("logistic", 4, 2).models(2);
    LinearAlgorithm algorithm = problem.algorithm(problem.blocks(20));
    KernelFailedException refused =
        assertThrows(
            KernelFailedException.class, () -> algorithm.accumulator(algorithm.initial(), device));
    assertTrue(refused.getMessage().contains("2 models do not fit"), refused::toString);
  }
}
