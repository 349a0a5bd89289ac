package org.trainyard.gpu.network;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.mapreduce.kernel.NetworkPlan;
import org.trainyard.mapreduce.kernel.NetworkRows;
import org.trainyard.mapreduce.kernel.NetworkTask;

/**
 * How many rows of a feed are dealt with at a time, and whether their blocks are on the device all
 * at once. All give the same bits.
 *
 * @param measured rows that are measured together
 * @param training rows whose inputs are gathered together, a multiple of the batch
 * @param passing whether rows of blocks that find no room pass through the device, in each pass
 */
record Windows(int measured, int training, boolean passing) {
  /** Bytes of the inputs that are gathered at a time, for each feed. */
  private static final long GATHERED_BYTES = 16L << 20;

  /**
   * Bytes of rows that pass at a time: many times what a copy costs to begin, and a small part of a
   * device.
   */
  private static final long PASSING_BYTES = 4L << 20;

  /** Rows that are measured together: enough to fill a device, little memory. */
  private static final int MEASURED_ROWS = 1024;

  /** What to try for some tasks, the fastest first and the least memory last. */
  static List<Windows> of(NetworkPlan plan, List<NetworkTask> tasks) {
    List<Windows> all = new ArrayList<>();
    all.add(of(plan, tasks, GATHERED_BYTES / (4L * plan.features()), false));
    if (haveOneSegment(tasks)) {
      long rowBytes = 4L * rowNumbers(tasks.get(0).training()) * (tasks.get(0).isSparse() ? 2 : 1);
      for (long bytes = PASSING_BYTES; bytes > 0; bytes /= 4) {
        all.add(of(plan, tasks, bytes / Math.max(1, rowBytes), true));
        if (bytes / Math.max(1, rowBytes) <= plan.batch()) {
          break;
        }
      }
    }
    return all;
  }

  private static Windows of(
      NetworkPlan plan, List<NetworkTask> tasks, long mostRows, boolean passing) {
    long measured = Math.min(MEASURED_ROWS, longest(tasks, NetworkTask::heldOut));
    long training = Math.min(longest(tasks, NetworkTask::training), mostRows);
    return new Windows(
        (int) Math.max(1, passing ? Math.min(measured, mostRows) : measured),
        Math.toIntExact(Math.max(1, training / plan.batch()) * plan.batch()),
        passing);
  }

  /** Rows of the longest of some feeds. */
  static int longest(List<NetworkTask> tasks, Function<NetworkTask, NetworkRows> which) {
    return tasks.stream().mapToInt(task -> which.apply(task).count()).max().orElse(0);
  }

  /** Whether tasks share their blocks: those of several segments are better tried one by one. */
  private static boolean haveOneSegment(List<NetworkTask> tasks) {
    List<SampleBlock> blocks = tasks.get(0).training().blocks();
    return tasks.stream()
        .allMatch(
            task ->
                task.training().blocks().equals(blocks) && task.heldOut().blocks().equals(blocks));
  }

  /** Most numbers that a row of the blocks of a feed has. */
  static int rowNumbers(NetworkRows rows) {
    int most = 0;
    for (SampleBlock block : rows.blocks()) {
      if (block instanceof SparseBlock sparse) {
        for (int r = 0; r < sparse.rows(); r++) {
          most = Math.max(most, sparse.rowStart()[r + 1] - sparse.rowStart()[r]);
        }
      } else {
        most = block.features();
      }
    }
    return most;
  }
}
