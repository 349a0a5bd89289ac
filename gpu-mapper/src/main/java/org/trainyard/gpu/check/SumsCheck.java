package org.trainyard.gpu.check;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.kernel.KernelTally;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.kernel.Precision;

/** Whether a device gives the bytes that the CPU gives, and the same each time. */
final class SumsCheck {
  private static final int ITERATIONS = 3;

  /** What no device is asked to do: the start of a training. All else that a CPU did is told. */
  private static final Set<String> NEVER_ON_DEVICE =
      Set.of("local steps and second moments", "sampling of rows for the first centroids");

  /** What was found. */
  enum Verdict {
    /** The same bytes, every time, and the CPU's where they should be. */
    SAME,
    /** Other bytes than the CPU's. */
    DIFFERS,
    /** Other bytes than the time before. */
    CHANGES,
    /** Rows were left to the CPU, whose bytes say nothing of the device. */
    FELL_BACK
  }

  /**
   * A problem that was checked.
   *
   * @param name of it
   * @param verdict what was found
   * @param rows computed on the device
   * @param fallbacks rows computed on the CPU that the device should have computed, by reason
   */
  record Outcome(String name, Verdict verdict, long rows, Map<String, Long> fallbacks) {}

  private final Kernels device;
  private final Precision precision;
  private final int runs;

  /**
   * With so many runs of each pass on the device.
   *
   * @param precision only exact sums are compared with the CPU's
   */
  SumsCheck(Kernels device, Precision precision, int runs) {
    this.device = device;
    this.precision = precision;
    this.runs = runs;
  }

  /** Some iterations of a problem. */
  Outcome check(MadeProblem problem) {
    Algorithm algorithm = problem.algorithm();
    List<Segment> segments = problem.segments();
    KernelTally tally = device.tally();
    long rowsBefore = tally.rowsOnDevice();
    Map<String, Long> before = tally.fallbacks();
    Verdict verdict = Verdict.SAME;
    State state = algorithm.initial();
    for (int k = 0; k < ITERATIONS && verdict == Verdict.SAME; k++) {
      byte[] expected = Scan.bytes(Scan.sums(algorithm, state, segments, Kernels.NONE));
      verdict = compare(algorithm, state, segments, expected);
      state = algorithm.next(state, Scan.sums(algorithm, state, segments, device).totals());
    }
    long rows = tally.rowsOnDevice() - rowsBefore;
    Map<String, Long> fallbacks = new TreeMap<>(tally.fallbacks());
    before.forEach((reason, count) -> fallbacks.merge(reason, -count, Long::sum));
    fallbacks.values().removeIf(count -> count == 0);
    fallbacks.keySet().removeAll(NEVER_ON_DEVICE);
    return new Outcome(
        problem.name(),
        verdict == Verdict.SAME && (rows == 0 || !fallbacks.isEmpty())
            ? Verdict.FELL_BACK
            : verdict,
        rows,
        fallbacks);
  }

  private Verdict compare(
      Algorithm algorithm, State state, List<Segment> segments, byte[] expected) {
    byte[] first = null;
    for (int run = 0; run < runs; run++) {
      byte[] computed = Scan.bytes(Scan.sums(algorithm, state, segments, device));
      if (first != null && !Arrays.equals(first, computed)) {
        return Verdict.CHANGES;
      }
      first = computed;
    }
    boolean right = precision != Precision.EXACT || Arrays.equals(expected, first);
    return right ? Verdict.SAME : Verdict.DIFFERS;
  }
}
