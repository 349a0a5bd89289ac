package org.trainyard.gpu.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;
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
  private final List<Optional<double[]>> done = new ArrayList<>();

  CudaLinearScan(
      LinearKernels kernels, LinearScanSpec spec, LinearTables tables, ScoreTables scores) {
    this.kernels = kernels;
    this.spec = spec;
    this.tables = tables;
    this.scores = scores;
  }

  @Override
  public boolean submit(SampleBlock block, boolean trains, RowMarks marks) {
    if (!takeRoom()) {
      done.add(Optional.empty());
      return true;
    }
    if (!gathered.isEmpty() && gathered.get(0).isSparse() != (block instanceof SparseBlock)) {
      launch();
    }
    LeasedBlock leased = tryLease(block, trains, marks).orElse(null);
    if (leased == null) {
      launch();
      settle();
      leased = tryLease(block, trains, marks).orElse(null);
    }
    if (leased == null) {
      pass(block, trains, marks);
      return true;
    }
    gathered.add(leased);
    long fresh = leased.isFresh() ? block.memoryBytes() : 0;
    long sums = 8 * leased.sumDoubles(spec);
    gatheredBytes +=
        Math.max(fresh, sums + 8 * LinearLaunch.workDoubles(spec, kernels.precision(), leased));
    lineBytes += Math.max(fresh, sums);
    if (gatheredBytes >= LAUNCH_BYTES || gathered.size() == LAUNCH_BLOCKS) {
      launch();
    }
    return lineBytes >= LINE_BYTES;
  }

  /**
   * Takes what every block needs; false, with nothing taken, if others have left no memory for it.
   */
  private boolean takeRoom() {
    if (room != null) {
      return true;
    }
    tablesMemory = kernels.blocks().pool().take(tables.bytes()).orElse(null);
    scoresMemory = kernels.blocks().pool().take(scores.bytes()).orElse(null);
    if (tablesMemory == null || scoresMemory == null) {
      giveTables();
      return false;
    }
    room = kernels.take();
    scores.clear(room, scoresMemory);
    tables.upload(room.staging(), tablesMemory, scoresMemory.address());
    return true;
  }

  private Optional<LeasedBlock> tryLease(SampleBlock block, boolean trains, RowMarks marks) {
    return LeasedBlock.of(kernels.blocks(), block, trains, marks, room.staging());
  }

  private void launch() {
    if (gathered.isEmpty()) {
      return;
    }
    List<LeasedBlock> blocks = List.copyOf(gathered);
    gathered.clear();
    gatheredBytes = 0;
    if (!tryLaunch(blocks)) {
      settle();
      if (!tryLaunch(blocks)) {
        // None of them keeps memory that another of them needs.
        blocks.forEach(LeasedBlock::close);
        blocks.forEach(block -> alone(block.block(), block.trains(), block.marks()));
      }
    }
  }

  private boolean tryLaunch(List<LeasedBlock> blocks) {
    Optional<LinearLaunch> launch = LinearLaunch.of(spec, blocks, kernels);
    launch.ifPresent(
        found -> {
          launched.add(found);
          found.start(room, tablesMemory);
        });
    return launch.isPresent();
  }

  /** One block, with nothing else of this scan under way: whole, in windows of its rows, or not. */
  private void alone(SampleBlock block, boolean trains, RowMarks marks) {
    LeasedBlock leased = tryLease(block, trains, marks).orElse(null);
    if (leased != null && tryLaunch(List.of(leased))) {
      settle();
      return;
    }
    if (leased != null) {
      room.settle();
      leased.close();
    }
    pass(block, trains, marks);
  }

  private void pass(SampleBlock block, boolean trains, RowMarks marks) {
    int[] ofRows = marks == null ? null : marks.marks().apply(block);
    done.add(new PassingBlock(spec, kernels, block, trains, ofRows).sums(room, tablesMemory));
  }

  /** Waits for all launches, takes their sums, and gives their blocks and memory back. */
  private void settle() {
    room.settle();
    for (LinearLaunch launch : launched) {
      launch.sums(room).forEach(sums -> done.add(Optional.of(sums)));
    }
    launched.forEach(LinearLaunch::end);
    launched.clear();
  }

  @Override
  public Sums collect() {
    List<ScorePage> counted = List.of();
    if (room != null) {
      launch();
      settle();
      counted = scores.take(room, kernels.counting(), scoresMemory);
    }
    Sums sums = new Sums(List.copyOf(done), counted);
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
      giveTables();
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

  private void giveTables() {
    for (DeviceMemory memory : new DeviceMemory[] {tablesMemory, scoresMemory}) {
      if (memory != null) {
        kernels.blocks().pool().give(memory);
      }
    }
    tablesMemory = null;
    scoresMemory = null;
  }
}
