package org.trainyard.gpu.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.gpu.device.Lane;
import org.trainyard.mapreduce.kernel.ClusterScan;
import org.trainyard.mapreduce.kernel.ClusterScanSpec;
import org.trainyard.mapreduce.kernel.RowMarks;

/** Rounds of k-means in batches of blocks, two of which are under way. */
public final class CudaClusterScan implements ClusterScan {
  private static final int BATCHES = 2;

  private final ClusterKernels kernels;
  private final ClusterScanSpec spec;

  /** Launched, in this order; sums of the first may be taken. */
  private final Deque<ClusterBatch> launched = new ArrayDeque<>();

  /** Takes more blocks; null if none is open. */
  private ClusterBatch open;

  /** A scan without blocks. */
  public CudaClusterScan(ClusterKernels kernels, ClusterScanSpec spec) {
    this.kernels = kernels;
    this.spec = spec;
  }

  @Override
  public boolean submit(SampleBlock block, boolean trains, RowMarks marks) {
    if (block.features() != spec.features()) {
      throw new IllegalArgumentException(
          "A block of " + block.features() + " features is not one of " + spec.features());
    }
    if (open != null && !open.suits(block)) {
      launch();
    }
    if (open == null && !open(block instanceof SparseBlock)) {
      return false;
    }
    if (open.add(block, trains, marks)) {
      return true;
    }
    launch();
    return false;
  }

  private boolean open(boolean sparse) {
    if (launched.size() == BATCHES) {
      return false;
    }
    Lane lane = kernels.lanes().take();
    open = ClusterBatch.open(kernels, spec, lane, sparse).orElse(null);
    if (open == null) {
      kernels.lanes().give(lane);
    }
    return open != null;
  }

  private void launch() {
    if (open.isEmpty()) {
      // Tables may be under way into its memory.
      open.waitFor();
      open.close();
    } else {
      open.launch();
      launched.add(open);
    }
    open = null;
  }

  @Override
  public Sums take() {
    if (launched.isEmpty()) {
      launch();
    }
    ClusterBatch first = launched.element();
    Sums sums = first.take();
    if (first.isTaken()) {
      launched.remove().close();
    }
    return sums;
  }

  @Override
  public void close() {
    if (open != null) {
      launch();
    }
    if (!launched.isEmpty()) {
      throw new IllegalStateException("Sums of blocks were not taken");
    }
  }
}
