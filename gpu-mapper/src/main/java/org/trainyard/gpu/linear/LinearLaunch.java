package org.trainyard.gpu.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trainyard.gpu.device.DeviceMemory;
import org.trainyard.gpu.device.LaunchShape;
import org.trainyard.gpu.device.Stream;
import org.trainyard.mapreduce.kernel.LinearScanSpec;
import org.trainyard.mapreduce.kernel.Precision;

/**
 * Sample blocks of one kind that one launch computes, and its memory: their words, their sums, and
 * where the kernel works.
 */
final class LinearLaunch {
  private static final int THREADS = 256;

  /** Thread blocks of linearDense that registers and shared memory let a multiprocessor run. */
  private static final int RESIDENT = 4;

  private final LinearScanSpec spec;
  private final List<? extends LinearBlock> blocks;
  private final LinearKernels kernels;
  private final TileShape tile;
  private DeviceMemory memory;

  private LinearLaunch(
      LinearScanSpec spec, List<? extends LinearBlock> blocks, LinearKernels kernels) {
    this.spec = spec;
    this.blocks = blocks;
    this.kernels = kernels;
    this.tile = TileShape.of(spec, kernels.precision());
  }

  /** Takes memory for some blocks, all dense or all sparse; empty if there is none. */
  static Optional<LinearLaunch> of(
      LinearScanSpec spec, List<? extends LinearBlock> blocks, LinearKernels kernels) {
    LinearLaunch launch = new LinearLaunch(spec, blocks, kernels);
    launch.memory = kernels.blocks().pool().take(launch.bytes()).orElse(null);
    return launch.memory == null ? Optional.empty() : Optional.of(launch);
  }

  /** Numbers that a block's rows leave behind (sparse), or that its tiles hand on (dense). */
  static long workDoubles(LinearScanSpec spec, Precision precision, LinearBlock block) {
    return block.isSparse()
        ? (long) block.rows() * TileShape.recordDoubles(spec, precision)
        : LinearBlock.kept(spec);
  }

  private long workDoubles(LinearBlock block) {
    return workDoubles(spec, kernels.precision(), block);
  }

  private boolean isSparse() {
    return blocks.get(0).isSparse();
  }

  private long sumsAt() {
    return 8L * LinearBlock.WORDS * blocks.size();
  }

  private long workAt() {
    return sumsAt() + 8 * blocks.stream().mapToLong(block -> block.sumDoubles(spec)).sum();
  }

  private long roomsAt() {
    return workAt() + 8 * blocks.stream().mapToLong(this::workDoubles).sum();
  }

  private long turnsAt() {
    return roomsAt() + (isSparse() ? 0 : 8 * threadBlocks() * tile.roomDoubles());
  }

  /** The next ticket, and the turn of each block. */
  private long turnsBytes() {
    return isSparse() ? 0 : 4L * (1 + blocks.size());
  }

  private long bytes() {
    return turnsAt() + turnsBytes();
  }

  private int tickets() {
    int tiles = blocks.stream().mapToInt(block -> tile.tiles(block.rows())).max().orElse(0);
    return Math.multiplyExact(tiles, blocks.size());
  }

  /** As many as the device runs at once. */
  private long threadBlocks() {
    return Math.min(tickets(), RESIDENT * (long) kernels.multiprocessors());
  }

  /** Starts the kernels. */
  void start(LinearRoom room, DeviceMemory tables) {
    long[] words = new long[LinearBlock.WORDS * blocks.size()];
    long sums = memory.address() + sumsAt();
    long work = memory.address() + workAt();
    for (int b = 0; b < blocks.size(); b++) {
      LinearBlock block = blocks.get(b);
      int at = LinearBlock.WORDS * b;
      System.arraycopy(block.words(sums, work), 0, words, at, LinearBlock.WORDS);
      sums += 8 * block.sumDoubles(spec);
      work += 8 * workDoubles(block);
    }
    room.staging().upload(words, memory, 0);
    if (isSparse()) {
      startSparse(room.computing(), tables);
    } else {
      startDense(room.computing(), tables);
    }
  }

  private void startDense(Stream stream, DeviceMemory tables) {
    stream.zero(memory, turnsAt(), turnsBytes());
    stream.launch(
        kernels.function("linearDense"),
        LaunchShape.of((int) threadBlocks(), THREADS),
        tables,
        memory,
        blocks.size(),
        memory.address(turnsAt()),
        tickets(),
        memory.address(roomsAt()),
        tile.roomDoubles(),
        tile.rows(),
        tile.strip(),
        tile.near() ? 1 : 0);
  }

  private void startSparse(Stream stream, DeviceMemory tables) {
    int rows = 0;
    long threads = 0;
    for (LinearBlock block : blocks) {
      rows = Math.max(rows, block.rows());
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
    long at = sumsAt();
    for (LinearBlock block : blocks) {
      int count = Math.toIntExact(block.sumDoubles(spec));
      sums.add(room.doubles(memory, at, count));
      at += 8L * count;
    }
    return sums;
  }

  /** Gives blocks and memory back; nothing of it is under way. */
  void end() {
    blocks.forEach(LinearBlock::close);
    kernels.blocks().pool().give(memory);
  }
}
