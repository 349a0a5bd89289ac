package org.trainyard.gpu.check;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.partial.TopRows;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.algorithm.Accumulator;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.kernel.Kernels;

/** One pass over the data, as a map task does it. */
final class Scan {
  private Scan() {}

  /** The sums. */
  static Partial sums(Algorithm algorithm, State state, List<Segment> segments, Kernels kernels) {
    Partial partial = new Partial(algorithm.shape(state));
    Accumulator accumulator = algorithm.accumulator(state, kernels);
    for (Segment segment : segments) {
      accumulator.accumulate(segment, partial);
      partial.visited(segment.rows());
    }
    accumulator.finish(partial);
    return partial;
  }

  /**
   * All of the sums, to the last bit of their digits. What a mapper emits has the same in it, but
   * counts in the order in which they came first, which is nobody's.
   */
  static byte[] bytes(Partial partial) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      partial.vectors().write(out, 0, partial.shape().vectors());
      partial.scalars().write(out, 0, partial.shape().scalars());
      List<Long> counts = new ArrayList<>();
      partial.counts().forEach((key, count) -> counts.addAll(List.of(key, count)));
      for (long number : counts) {
        out.writeLong(number);
      }
      for (int group = 0; group < partial.shape().groups(); group++) {
        for (TopRows.Row row : partial.rows().rows(group)) {
          out.writeDouble(row.priority());
          out.writeLong(row.row());
          for (double value : row.values()) {
            out.writeDouble(value);
          }
        }
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The state after some iterations from the start. */
  static State after(MadeProblem problem, int iterations, Kernels kernels) {
    Algorithm algorithm = problem.algorithm();
    List<Segment> segments = problem.segments();
    State state = algorithm.initial();
    for (int k = 0; k < iterations; k++) {
      state = algorithm.next(state, sums(algorithm, state, segments, kernels).totals());
    }
    return state;
  }
}
