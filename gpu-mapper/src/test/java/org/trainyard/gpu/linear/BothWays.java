package org.trainyard.gpu.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.algorithm.Accumulator;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.kernel.Kernels;

/** Iterations on the CPU and on a device, whose partials must have the same bytes. */
final class BothWays {
  private final Kernels device;

  BothWays(Kernels device) {
    this.device = device;
  }

  /** Up to so many iterations from the start; gives the state that they end in. */
  State agree(
      Algorithm algorithm,
      List<SampleBlock> training,
      List<SampleBlock> validation,
      int iterations) {
    State state = algorithm.initial();
    for (int i = 0; i < iterations && !algorithm.progress(state).finished(); i++) {
      Partial reference = partial(algorithm, state, Kernels.NONE, training, validation);
      Partial computed = partial(algorithm, state, device, training, validation);
      assertArrayEquals(bytes(reference), bytes(computed), "the partial of iteration " + i);
      state = algorithm.next(state, computed.totals());
    }
    return state;
  }

  /** Checks that the device had rows, and that no more than second moments was left to the CPU. */
  void assertOnDevice() {
    assertTrue(device.tally().rowsOnDevice() > 0);
    Set<String> reasons = new HashSet<>(device.tally().fallbacks().keySet());
    reasons.remove("local steps and second moments");
    assertEquals(Set.of(), reasons);
  }

  /** The sums of one iteration. */
  static Partial partial(
      Algorithm algorithm,
      State state,
      Kernels kernels,
      List<SampleBlock> training,
      List<SampleBlock> validation) {
    Partial partial = new Partial(algorithm.shape(state));
    Accumulator accumulator = algorithm.accumulator(state, kernels);
    int together = algorithm.blocksInSegment();
    int index = 0;
    for (int from = 0; from < training.size(); from += together) {
      int to = Math.min(training.size(), from + together);
      List<SampleBlock> blocks = training.subList(from, to);
      accumulator.accumulate(new Segment(index++, Segment.Role.TRAINING, blocks), partial);
    }
    accumulator.accumulate(new Segment(index, Segment.Role.VALIDATION, validation), partial);
    accumulator.finish(partial);
    return partial;
  }

  /** All sums and counts of a partial, in the order of their keys. */
  static byte[] bytes(Partial partial) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      partial.vectors().write(out, 0, partial.vectors().length());
      partial.scalars().write(out, 0, partial.scalars().length());
      List<Long> counts = new ArrayList<>();
      partial.counts().forEach((key, count) -> counts.addAll(List.of(key, count)));
      for (long number : counts) {
        out.writeLong(number);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
