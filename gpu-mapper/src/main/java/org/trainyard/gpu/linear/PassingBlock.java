package org.trainyard.gpu.linear;

import java.util.List;
import java.util.Optional;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.gpu.device.DeviceMemory;
import org.trainyard.mapreduce.kernel.LinearScanSpec;
import org.trainyard.mapreduce.kernel.Precision;

/**
 * A block that does not find room on the device as a whole: its rows pass through it in windows,
 * and its sums go on from one to the next, so that no window shows in any bit.
 */
final class PassingBlock {
  private final LinearScanSpec spec;
  private final LinearKernels kernels;
  private final SampleBlock block;
  private final boolean trains;
  private final int[] marks;

  /**
   * Nothing is on the device yet.
   *
   * @param marks of each row; null where all are trained on
   */
  PassingBlock(
      LinearScanSpec spec, LinearKernels kernels, SampleBlock block, boolean trains, int[] marks) {
    this.spec = spec;
    this.kernels = kernels;
    this.block = block;
    this.trains = trains;
    this.marks = marks;
  }

  /** Its sums, when the device has computed them; empty if not even the smallest window fits. */
  Optional<double[]> sums(LinearRoom room, DeviceMemory tables) {
    // Runs of a feature's non-zeros in floats are counted from the block's first row on.
    if (block instanceof SparseBlock && kernels.precision() == Precision.SINGLE) {
      return Optional.empty();
    }
    for (int rows = half(block.rows()); rows > 0; rows = half(rows)) {
      RowWindow window =
          RowWindow.of(spec, block, trains, marks, rows, kernels.blocks().pool()).orElse(null);
      if (window != null) {
        LinearLaunch launch = LinearLaunch.of(spec, List.of(window), kernels).orElse(null);
        if (launch != null) {
          return Optional.of(pass(window, launch, room, tables));
        }
        window.close();
      }
    }
    return Optional.empty();
  }

  /** Fewer rows, of which a window may be; 0 after the fewest. */
  private static int half(int rows) {
    return rows <= RowWindow.FEWEST
        ? 0
        : (rows / 2 + RowWindow.FEWEST - 1) / RowWindow.FEWEST * RowWindow.FEWEST;
  }

  private double[] pass(
      RowWindow window, LinearLaunch launch, LinearRoom room, DeviceMemory tables) {
    int together = window.rows();
    window.upload(room.staging());
    for (int from = 0; from < block.rows(); from += together) {
      window.show(from, Math.min(together, block.rows() - from), room.staging());
      launch.start(room, tables);
      room.settle();
    }
    double[] sums = launch.sums(room).get(0);
    launch.end();
    return sums;
  }
}
