package org.trainyard.gpu;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.algorithm.Accumulator;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.kernel.Kernels;

/** The map side of an iteration on a device and on the CPU, compared byte by byte. */
public final class DevicePartials {
  private DevicePartials() {}

  /**
   * Compares partials of the same iteration.
   *
   * @param name of the case, for the message
   * @throws AssertionError if a byte differs
   */
  public static void assertSame(
      String name, Algorithm algorithm, State state, List<Segment> segments, Kernels kernels) {
    byte[] expected = bytes(algorithm, state, segments, Kernels.NONE);
    // Twice: the second time blocks are there, and so is what the first left in memory.
    for (int pass = 0; pass < 2; pass++) {
      byte[] actual = bytes(algorithm, state, segments, kernels);
      if (!Arrays.equals(expected, actual)) {
        throw new AssertionError(
            name + ", pass " + pass + ": differs at " + Arrays.mismatch(expected, actual));
      }
    }
  }

  /** The partial of some segments as it is sent. */
  public static byte[] bytes(
      Algorithm algorithm, State state, List<Segment> segments, Kernels kernels) {
    Partial partial = new Partial(algorithm.shape(state));
    Accumulator accumulator = algorithm.accumulator(state, kernels);
    segments.forEach(segment -> accumulator.accumulate(segment, partial));
    accumulator.finish(partial);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      partial.writeShard(new DataOutputStream(bytes), 0, 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Each block as a segment. */
  public static List<Segment> segments(Segment.Role role, List<SampleBlock> blocks) {
    return blocks.stream().map(block -> new Segment(block.index(), role, List.of(block))).toList();
  }
}
