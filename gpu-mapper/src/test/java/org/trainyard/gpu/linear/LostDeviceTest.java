package org.trainyard.gpu.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.state.State;
import org.trainyard.gpu.CudaProvider;
import org.trainyard.mapreduce.algorithm.Accumulator;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.kernel.KernelSettings;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.kernel.Precision;

/** A device that is lost in the middle of a scan costs time and no bit. */
class LostDeviceTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void theCpuDoesWhatTheDeviceOwes(int lostAfter) throws Exception {
    LinearProblem problem =
        new LinearProblem("squared-hinge", 4, 2).set("optimiser.optimiser", "gradient-descent");
    List<SampleBlock> blocks = problem.blocks(40, 30);
    Algorithm algorithm = problem.algorithm(blocks);
    State state = algorithm.initial();
    Partial reference = BothWays.partial(algorithm, state, Kernels.NONE, blocks, List.of());
    Kernels device = new CudaProvider().open(new KernelSettings(Precision.EXACT, 0.5));
    Partial partial = new Partial(algorithm.shape(state));
    Accumulator accumulator = algorithm.accumulator(state, device);
    for (int b = 0; b < 2; b++) {
      if (b == lostAfter) {
        device.close();
      }
      Segment segment = new Segment(b, Segment.Role.TRAINING, blocks.subList(b, b + 1));
      accumulator.accumulate(segment, partial);
    }
    device.close();
    accumulator.finish(partial);
    assertArrayEquals(BothWays.bytes(reference), BothWays.bytes(partial));
    assertEquals(Map.of("the GPU failed", 70L), device.tally().fallbacks());
    assertEquals(0, device.tally().rowsOnDevice());
  }
}
