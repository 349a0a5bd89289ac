package org.trainyard.gpu.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.trainyard.formats.sample.BlockHeader;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.algorithm.TrainedModel;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.kernel.Precision;

/** Handwritten digits, from the first step to the model. */
class MnistOnTheStandInTest {
  private static final Path MNIST =
      Path.of(System.getProperty("trainyard.gpu-mapper"), "../integration-tests/data/mnist");
  private static final int PIXELS = 784;
  private static final int ROWS = 640;
  private static final int ITERATIONS = 6;

  @Test
  void theModelIsTheSameByteForByte() throws Exception {
    NetworkProblem problem =
        new NetworkProblem(List.of(digits(0, ROWS / 2), digits(1, ROWS / 2)), 10)
            .set("trainyard.model.hidden", "24")
            .set("trainyard.model.dropout", 0.1)
            .set("trainyard.optimiser.batch-size", 32)
            .set("trainyard.optimiser.segments", 2);
    Algorithm algorithm = problem.algorithm();
    State onCpu = train(algorithm, problem.segments(), Kernels.NONE);
    try (OnTheStandIn device = new OnTheStandIn(Precision.EXACT, TilingPolicy.filling(8))) {
      State onDevice = train(algorithm, problem.segments(), device);
      TrainedModel expected = algorithm.models(onCpu).get(0);
      TrainedModel model = algorithm.models(onDevice).get(0);
      assertEquals(expected.tensors().keySet(), model.tensors().keySet());
      expected
          .tensors()
          .forEach((name, numbers) -> assertArrayEquals(numbers, model.tensors().get(name), name));
      assertEquals(algorithm.progress(onCpu), algorithm.progress(onDevice));
      assertEquals(Map.of(), device.tally().fallbacks());
    }
    double accuracy = algorithm.progress(onCpu).models().get(0).validation().get("accuracy");
    assertTrue(accuracy > 0.75, accuracy + " of the digits that were held out");
  }

  @Test
  void fusedOperationsGiveNearlyTheSameModel() throws Exception {
    NetworkProblem problem =
        new NetworkProblem(List.of(digits(0, ROWS / 2)), 10)
            .set("trainyard.model.hidden", "70,24")
            .set("trainyard.model.activation", "tanh")
            .set("trainyard.optimiser.local-rule", "momentum")
            .set("trainyard.optimiser.batch-size", 80)
            .set("trainyard.optimiser.segments", 1);
    Algorithm algorithm = problem.algorithm();
    double[] exact = weights(problem, algorithm, Precision.EXACT, Tiling.SMALL);
    double[] single = weights(problem, algorithm, Precision.SINGLE, Tiling.SMALL);
    assertArrayEquals(exact, single, 1e-5);
    assertTrue(!java.util.Arrays.equals(exact, single), "nothing was fused");
    assertArrayEquals(single, weights(problem, algorithm, Precision.SINGLE, Tiling.LARGE));
    assertArrayEquals(single, weights(problem, algorithm, Precision.SINGLE, Tiling.HUGE));
  }

  private static double[] weights(
      NetworkProblem problem, Algorithm algorithm, Precision precision, Tiling tiling)
      throws Exception {
    try (OnTheStandIn device = new OnTheStandIn(precision, (products, rows, tiles) -> tiling)) {
      State state = algorithm.initial();
      state =
          algorithm.next(
              state, OnTheStandIn.partial(algorithm, state, problem.segments(), device).totals());
      return state.parameter("weights.0");
    }
  }

  private static State train(Algorithm algorithm, List<Segment> segments, Kernels with) {
    State state = algorithm.initial();
    for (int i = 0; i < ITERATIONS; i++) {
      state =
          algorithm.next(state, OnTheStandIn.partial(algorithm, state, segments, with).totals());
    }
    return state;
  }

  /** The n-th block of so many digits. */
  private static DenseBlock digits(int n, int rows) throws IOException {
    byte[] images = bytes("train-images-idx3-ubyte.gz", 16 + PIXELS * rows * n, PIXELS * rows);
    byte[] digits = bytes("train-labels-idx1-ubyte.gz", 8 + rows * n, rows);
    float[] values = new float[images.length];
    double[] labels = new double[rows];
    for (int i = 0; i < values.length; i++) {
      values[i] = images[i] & 0xff;
    }
    for (int r = 0; r < rows; r++) {
      labels[r] = digits[r];
    }
    return new DenseBlock(new BlockHeader(n, labels, null), PIXELS, values);
  }

  private static byte[] bytes(String file, int from, int count) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(MNIST.resolve(file)))) {
      in.skipNBytes(from);
      return in.readNBytes(count);
    }
  }
}
