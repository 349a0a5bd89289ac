package org.trainyard.gpu.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trainyard.gpu.device.DeviceMemory;
import org.trainyard.gpu.device.LaunchShape;
import org.trainyard.gpu.device.MemoryPool;
import org.trainyard.gpu.device.Stream;
import org.trainyard.mapreduce.kernel.LinearScanSpec;

/**
 * Sample blocks of one kind that one launch computes, and its memory: their words, their sums, and
 * where the kernel works.
 */
final class LinearLaunch {
  private static final int THREADS = 256;

  private final LinearScanSpec spec;
  private final List<LeasedBlock> blocks;
  private final MemoryPool pool;
  private final DeviceMemory memory;

  private LinearLaunch(
      LinearScanSpec spec, List<LeasedBlock> blocks, MemoryPool pool, DeviceMemory memory) {
    this.spec = spec;
    this.blocks = blocks;
    this.pool = pool;
    this.memory = memory;
  }

  /** Takes memory for some blocks, all dense or all sparse; empty if there is none. */
  static Optional<LinearLaunch> of(LinearScanSpec spec, List<LeasedBlock> blocks, MemoryPool pool) {
    long bytes = 8L * LeasedBlock.WORDS * blocks.size();
    for (LeasedBlock block : blocks) {
      bytes += 8 * (sumDoubles(spec, block) + workDoubles(spec, block));
    }
    return pool.take(bytes).map(memory -> new LinearLaunch(spec, blocks, pool, memory));
  }

  /** Numbers that come back of a block. */
  static long sumDoubles(LinearScanSpec spec, LeasedBlock block) {
    return (long) spec.gradients() * (block.width() + 1) + spec.scalars();
  }

  /** Numbers of memory that the kernel works in for a block. */
  static long workDoubles(LinearScanSpec spec, LeasedBlock block) {
    return block.isSparse()
        ? (long) block.block().rows() * TileShape.recordDoubles(spec)
        : TileShape.of(spec).roomDoubles();
  }

  /** Starts the kernels. */
  void start(LinearKernels kernels, LinearRoom room, DeviceMemory tables) {
    long sums = memory.address() + 8L * LeasedBlock.WORDS * blocks.size();
    long work = sums;
    for (LeasedBlock block : blocks) {
      work += 8 * sumDoubles(spec, block);
    }
    long[] words = new long[LeasedBlock.WORDS * blocks.size()];
    long records = work;
    for (int b = 0; b < blocks.size(); b++) {
      LeasedBlock block = blocks.get(b);
      System.arraycopy(
          block.words(sums, records), 0, words, LeasedBlock.WORDS * b, LeasedBlock.WORDS);
      sums += 8 * sumDoubles(spec, block);
      records += 8 * workDoubles(spec, block);
    }
    room.staging().upload(words, memory, 0);
    if (blocks.get(0).isSparse()) {
      startSparse(kernels, room.computing(), tables);
    } else {
      TileShape tile = TileShape.of(spec);
      room.computing()
          .launch(
              kernels.function("linearDense"),
              LaunchShape.of(blocks.size(), THREADS),
              tables,
              memory,
              work,
              tile.roomDoubles(),
              tile.rows(),
              tile.strip(),
              tile.near() ? 1 : 0);
    }
  }

  private void startSparse(LinearKernels kernels, Stream stream, DeviceMemory tables) {
    int rows = 0;
    long threads = 0;
    for (LeasedBlock block : blocks) {
      rows = Math.max(rows, block.block().rows());
      long entries = (long) block.width() * TileShape.groups(spec.gradients());
      threads = Math.max(threads, spec.scalars() + spec.gradients() + entries);
    }
    // With many columns fewer rows keep all threads of a block at work.
    int tileRows = Math.max(32, THREADS / Math.max(1, TileShape.groups(spec.columns())));
    stream.launch(
        kernels.function("linearSparseRows"),
        LaunchShape.of(LaunchShape.groups(rows, tileRows), blocks.size(), THREADS),
        tables,
        memory,
        tileRows);
    stream.launch(
        kernels.function("linearSparseSums"),
        LaunchShape.of(LaunchShape.groups(threads, THREADS), blocks.size(), THREADS),
        tables,
        memory);
  }

  /** The sums of each block, when all has been computed. */
  List<double[]> sums(LinearRoom room) {
    List<double[]> sums = new ArrayList<>();
    long at = 8L * LeasedBlock.WORDS * blocks.size();
    for (LeasedBlock block : blocks) {
      int count = Math.toIntExact(sumDoubles(spec, block));
      sums.add(room.doubles(memory, at, count));
      at += 8L * count;
    }
    return sums;
  }

  /** Gives blocks and memory back; nothing of it is under way. */
  void end() {
    blocks.forEach(LeasedBlock::close);
    pool.give(memory);
  }
}
