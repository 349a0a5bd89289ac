package org.trainyard.gpu.network;

import java.util.List;
import java.util.Map;
import org.trainyard.formats.state.State;
import org.trainyard.gpu.CudaProvider;
import org.trainyard.gpu.DevicePartials;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.kernel.KernelSettings;
import org.trainyard.mapreduce.kernel.KernelTally;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.kernel.Precision;

/**
 * Networks on a device give the bytes of the CPU: a few of {@link NetworkSameBitsTest}'s cases as a
 * program, where the process may not outlive it. Exit code 0 if the contract is kept.
 */
public final class NetworkContract {
  /** Exit code where all bytes are right, but the CPU computed some. */
  static final int ON_THE_CPU = 3;

  private NetworkContract() {}

  /** Checks on the device that the driver shows. */
  public static void main(String[] arguments) throws Exception {
    try (Kernels kernels = new CudaProvider().open(new KernelSettings(Precision.EXACT, 1.0))) {
      check(problem(33, 40, "17,5", "tanh"), kernels);
      check(problem(70, 3, "70", "relu").sparse(0.6), kernels);
      KernelTally tally = kernels.tally();
      System.out.println(
          "rows on the device: " + tally.rowsOnDevice() + ", on the CPU: " + tally.fallbacks());
      System.exit(tally.fallbacks().isEmpty() ? 0 : ON_THE_CPU);
    }
  }

  private static NetworkProblem problem(
      int features, int classes, String hidden, String activation) {
    return new NetworkProblem(features, classes, 300)
        .set("trainyard.model.hidden", hidden)
        .set("trainyard.model.activation", activation)
        .set("trainyard.optimiser.batch-size", 24)
        .set("trainyard.optimiser.local-epochs", 2)
        .model(ModelSpec.NO_FOLD, Map.of("trainyard.model.dropout", 0.3))
        .model(ModelSpec.EVERY_SAMPLE, Map.of("trainyard.model.l2", 0.1));
  }

  private static void check(NetworkProblem problem, Kernels kernels) {
    Algorithm algorithm = problem.algorithm();
    List<Segment> segments = problem.segments();
    State state = algorithm.initial();
    DevicePartials.assertSame("first iteration", algorithm, state, segments, kernels);
    state =
        algorithm.next(
            state, OnTheStandIn.partial(algorithm, state, segments, Kernels.NONE).totals());
    DevicePartials.assertSame("second iteration", algorithm, state, segments, kernels);
  }
}
