package org.trainyard.gpu.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.state.State;
import org.trainyard.gpu.CudaProvider;
import org.trainyard.mapreduce.kernel.KernelFailedException;
import org.trainyard.mapreduce.kernel.KernelSettings;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.kernel.KernelsUnavailableException;
import org.trainyard.mapreduce.kernel.Precision;
import org.trainyard.mapreduce.linear.LinearAlgorithm;

/**
 * What a scan does where blocks find little room: of the stand-in's 256 MiB it may take the
 * fraction of a test.
 */
class LinearMemoryTest {
  private static Kernels device(Precision precision, double fraction)
      throws KernelsUnavailableException {
    return new CudaProvider().open(new KernelSettings(precision, fraction));
  }

  @ParameterizedTest
  @CsvSource({
    "squared,0,600,2100,1,false,0.01",
    "squared,0,11,60000,5,false,0.01",
    "huber,0,300,7000,2,true,0.01",
    "logistic,2,400,6000,1,false,0.05",
    "softmax,4,60,7000,2,true,0.01"
  })
  void aBlockThatDoesNotFitPassesInWindowsWithTheSameBits(
      String loss, int classes, int features, int rows, int models, boolean sparse, double fraction)
      throws Exception {
    try (Kernels device = device(Precision.EXACT, fraction)) {
      LinearProblem problem =
          new LinearProblem(loss, features, classes).weighted().holdout(0.2, 2).models(models);
      List<SampleBlock> blocks =
          sparse ? problem.sparse().blocks(20, rows) : problem.blocks(20, rows);
      BothWays both = new BothWays(device);
      both.agree(problem.algorithm(blocks), blocks, problem.blocks(37), 2);
      both.assertOnDevice();
    }
  }

  @Test
  void whatFindsNoRoomAtAllIsDoneByTheCpuAndIsNoFailure() throws Exception {
    LinearProblem problem = new LinearProblem("squared", 40_000, 0);
    List<SampleBlock> blocks = problem.blocks(2, 33, 1);
    LinearAlgorithm algorithm = problem.algorithm(blocks);
    try (Kernels device = device(Precision.EXACT, 0.01)) {
      new BothWays(device).agree(algorithm, blocks, List.of(), 1);
      assertEquals(
          Map.of("no room for a block of samples on the GPU", 33L), device.tally().fallbacks());
      assertEquals(3, device.tally().rowsOnDevice());
    }
    try (Kernels device = device(Precision.SINGLE, 0.01)) {
      State state = algorithm.initial();
      KernelFailedException refused =
          assertThrows(
              KernelFailedException.class,
              () -> BothWays.partial(algorithm, state, device, blocks, List.of()));
      assertTrue(refused.getMessage().startsWith("33 rows cannot be computed"), refused::toString);
    }
  }

  @Test
  void windowsDoNotShowInSinglePrecision() throws Exception {
    LinearProblem problem = new LinearProblem("squared", 300, 0).models(3);
    List<SampleBlock> blocks = problem.blocks(3001);
    LinearAlgorithm algorithm = problem.algorithm(blocks);
    List<byte[]> sums = new ArrayList<>();
    for (double fraction : new double[] {0.5, 0.01}) {
      try (Kernels device = device(Precision.SINGLE, fraction)) {
        State state = algorithm.initial();
        state =
            algorithm.next(
                state, BothWays.partial(algorithm, state, device, blocks, List.of()).totals());
        sums.add(BothWays.bytes(BothWays.partial(algorithm, state, device, blocks, List.of())));
        assertEquals(2 * 3001, device.tally().rowsOnDevice());
      }
    }
    assertArrayEquals(sums.get(0), sums.get(1));
  }
}
