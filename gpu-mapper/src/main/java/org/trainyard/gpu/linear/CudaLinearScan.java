package org.trainyard.gpu.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.gpu.device.DeviceMemory;
import org.trainyard.mapreduce.kernel.KernelFailedException;
import org.trainyard.mapreduce.kernel.LinearScan;
import org.trainyard.mapreduce.kernel.LinearScanSpec;
import org.trainyard.mapreduce.kernel.RowMarks;

/**
 * A scan on a GPU. Blocks are gathered to launches that are large enough to fill the device and
 * small enough for the copies of the next to go on meanwhile; sums stay on the device until they
 * are collected, or until memory is wanted.
 */
final class CudaLinearScan implements LinearScan {
  /** Bytes of blocks, or of work on them, that are one launch. */
  private static final long LAUNCH_BYTES = 16L << 20;

  private static final int LAUNCH_BLOCKS = 1024;

  /** Bytes of blocks new to the device, or of sums, that are in line before they are collected. */
  private static final long LINE_BYTES = 64L << 20;

  private final LinearKernels kernels;
  private final LinearScanSpec spec;
  private final LinearTables tables;
  private final ScoreTables scores;

  /** Null while the scan holds no memory. */
  private LinearRoom room;

  private DeviceMemory tablesMemory;
  private DeviceMemory scoresMemory;

  /** Blocks of the next launch, and bytes of what they copy and what they work in. */
  private final List<LeasedBlock> gathered = new ArrayList<>();

  private long gatheredBytes;
  private long lineBytes;
  private final List<LinearLaunch> launched = new ArrayList<>();
  private final List<double[]> done = new ArrayList<>();

  CudaLinearScan(
      LinearKernels kernels, LinearScanSpec spec, LinearTables tables, ScoreTables scores) {
    this.kernels = kernels;
    this.spec = spec;
    this.tables = tables;
    this.scores = scores;
  }

  @Override
  public boolean submit(SampleBlock block, boolean trains, RowMarks marks) {
    takeRoom();
    if (!gathered.isEmpty() && gathered.get(0).isSparse() != LeasedBlock.isSparse(block)) {
      launch();
    }
    LeasedBlock leased = lease(block, trains, marks);
    gathered.add(leased);
    long fresh = leased.isFresh() ? block.memoryBytes() : 0;
    long sums = 8 * LinearLaunch.sumDoubles(spec, leased);
    gatheredBytes +=
        Math.max(fresh, sums + 8 * LinearLaunch.workDoubles(spec, kernels.precision(), leased));
    lineBytes += Math.max(fresh, sums);
    if (gatheredBytes >= LAUNCH_BYTES || gathered.size() == LAUNCH_BLOCKS) {
      launch();
    }
    return lineBytes >= LINE_BYTES;
  }

  private void takeRoom() {
    if (room == null) {
      room = kernels.take();
      tablesMemory = memory(tables.bytes());
      scoresMemory = memory(scores.bytes());
      scores.clear(room, scoresMemory);
      tables.upload(room.staging(), tablesMemory, scoresMemory.address());
    }
  }

  private DeviceMemory memory(long bytes) {
    return kernels.blocks().pool().take(bytes).orElseThrow(CudaLinearScan::full);
  }

  private static KernelFailedException full() {
    return new KernelFailedException(
        "The GPU's memory is full: a block of samples and its sums do not fit", null);
  }

  private LeasedBlock lease(SampleBlock block, boolean trains, RowMarks marks) {
    return tryLease(block, trains, marks)
        .or(
            () -> {
              launch();
              settle();
              return tryLease(block, trains, marks);
            })
        .orElseThrow(CudaLinearScan::full);
  }

  private Optional<LeasedBlock> tryLease(SampleBlock block, boolean trains, RowMarks marks) {
    return LeasedBlock.of(kernels.blocks(), block, trains, marks, room.staging());
  }

  private void launch() {
    if (gathered.isEmpty()) {
      return;
    }
    List<LeasedBlock> blocks = List.copyOf(gathered);
    LinearLaunch launch =
        tryLaunch(blocks)
            .or(
                () -> {
                  settle();
                  return tryLaunch(blocks);
                })
            .orElseThrow(CudaLinearScan::full);
    gathered.clear();
    gatheredBytes = 0;
    launched.add(launch);
    launch.start(room, tablesMemory);
  }

  private Optional<LinearLaunch> tryLaunch(List<LeasedBlock> blocks) {
    return LinearLaunch.of(spec, blocks, kernels);
  }

  /** Waits for all launches, takes their sums, and gives their blocks and memory back. */
  private void settle() {
    room.settle();
    for (LinearLaunch launch : launched) {
      done.addAll(launch.sums(room));
    }
    launched.forEach(LinearLaunch::end);
    launched.clear();
  }

  @Override
  public Sums collect() {
    if (room == null) {
      return new Sums(List.of(), List.of());
    }
    launch();
    settle();
    Sums sums = new Sums(List.copyOf(done), scores.take(room, kernels.counting(), scoresMemory));
    done.clear();
    lineBytes = 0;
    return sums;
  }

  @Override
  public void close() {
    if (room == null) {
      return;
    }
    try {
      room.settle();
      launched.forEach(LinearLaunch::end);
      gathered.forEach(LeasedBlock::close);
      give(tablesMemory);
      give(scoresMemory);
      kernels.give(room);
    } catch (KernelFailedException e) {
      // All of it goes with the device, which nobody asks again.
    }
    launched.clear();
    gathered.clear();
    done.clear();
    gatheredBytes = 0;
    lineBytes = 0;
    room = null;
    tablesMemory = null;
    scoresMemory = null;
  }

  private void give(DeviceMemory memory) {
    if (memory != null) {
      kernels.blocks().pool().give(memory);
    }
  }
}
