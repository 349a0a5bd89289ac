package org.trainyard.gpu.check;

import java.util.List;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.kernel.Kernels;

/** Seconds of a pass over data that lie on the device already. */
final class SpeedCheck {
  /**
   * What a pass took.
   *
   * @param name of the problem
   * @param models trained together
   * @param rows samples
   * @param bytes of features
   * @param seconds on the device, the best of some runs
   * @param cpuSeconds on one core, by the code that the device was compared with; NaN if not asked
   * @param onDevice share of the rows that the device computed
   */
  record Outcome(
      String name,
      int models,
      long rows,
      long bytes,
      double seconds,
      double cpuSeconds,
      double onDevice) {
    double bytesPerSecond() {
      return bytes / seconds;
    }
  }

  /** What a device is compared with. */
  enum Reference {
    CORE,
    NONE
  }

  private final Kernels device;
  private final int repeats;

  /** With so many timed passes. */
  SpeedCheck(Kernels device, int repeats) {
    this.device = device;
    this.repeats = repeats;
  }

  /** Times a problem after an iteration, so that its parameters are not all 0. */
  Outcome time(MadeProblem problem, Reference reference) {
    State state = Scan.after(problem, 1, device);
    long before = device.tally().rowsOnDevice();
    double seconds = best(problem, state, device, repeats);
    double onDevice =
        (device.tally().rowsOnDevice() - before) / (double) (repeats * problem.rows());
    return new Outcome(
        problem.name(),
        problem.models(),
        problem.rows(),
        problem.bytes(),
        seconds,
        reference == Reference.NONE ? Double.NaN : best(problem, state, Kernels.NONE, 1),
        onDevice);
  }

  private static double best(MadeProblem problem, State state, Kernels kernels, int times) {
    Algorithm algorithm = problem.algorithm();
    List<Segment> segments = problem.segments();
    double best = Double.POSITIVE_INFINITY;
    for (int time = 0; time < times; time++) {
      long began = System.nanoTime();
      Scan.sums(algorithm, state, segments, kernels);
      best = Math.min(best, (System.nanoTime() - began) / 1e9);
    }
    return best;
  }
}
