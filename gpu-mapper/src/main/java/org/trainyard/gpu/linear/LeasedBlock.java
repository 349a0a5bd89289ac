package org.trainyard.gpu.linear;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.gpu.device.BlockLease;
import org.trainyard.gpu.device.DeviceBlocks;
import org.trainyard.gpu.device.EntryColumns;
import org.trainyard.gpu.device.Staging;
import org.trainyard.mapreduce.kernel.RowMarks;

/** A block in line, with all that a scan reads of it on the device. Not thread-safe. */
final class LeasedBlock implements AutoCloseable {
  /** Words of a block; {@code BLOCK_WORDS} of linear.cu. */
  static final int WORDS = 15;

  private static final int SUMS = 6;
  private static final int RECORDS = 13;

  private final BlockLease lease;
  private final SampleBlock block;
  private final long[] words = new long[WORDS];
  private boolean whole = true;
  private boolean fresh;

  /** By column, while they are being copied. */
  private EntryColumns entries;

  private LeasedBlock(BlockLease lease, boolean trains, RowMarks marks) {
    this.lease = lease;
    this.block = lease.block();
    float[] weights = block.header().weights();
    words[0] = block.rows();
    words[1] = trains ? 1 : 0;
    words[2] = attach("labels", this::labels);
    words[3] = weights == null ? 0 : attach("weights", () -> weights);
    words[4] =
        marks == null ? 0 : attach("marks of " + marks.rule(), () -> marks.marks().apply(block));
    words[5] = lease.values();
    if (block instanceof SparseBlock sparse) {
      // First: it looks at the indices, which no kernel does.
      words[9] = sparse.dictionary().length;
      words[10] = attach("entryStart", () -> entries(sparse).start());
      words[11] = attach("entryRows", () -> entries(sparse).rows());
      words[12] = attach("entryValues", () -> entries(sparse).values());
      words[7] = lease.rowStart();
      words[8] = lease.columns();
      words[14] = lease.dictionary();
      entries = null;
    }
  }

  /**
   * Copies a block to the device, or finds it there.
   *
   * @return empty if there is no memory
   */
  static Optional<LeasedBlock> of(
      DeviceBlocks blocks, SampleBlock block, boolean trains, RowMarks marks, Staging staging) {
    Optional<LeasedBlock> leased =
        blocks.lease(block, staging).map(lease -> new LeasedBlock(lease, trains, marks));
    if (leased.isPresent() && !leased.get().whole) {
      // Some of its arrays may be under way, into memory that others are given next.
      staging.stream().synchronise();
      leased.get().close();
      return Optional.empty();
    }
    return leased;
  }

  private double[] labels() {
    fresh = true;
    return block.header().labels();
  }

  private EntryColumns entries(SparseBlock sparse) {
    entries = entries == null ? EntryColumns.of(sparse) : entries;
    return entries;
  }

  private long attach(String name, Supplier<?> array) {
    OptionalLong address = lease.attach(name, array);
    whole &= address.isPresent();
    return address.orElse(0);
  }

  SampleBlock block() {
    return block;
  }

  boolean isSparse() {
    return isSparse(block);
  }

  static boolean isSparse(SampleBlock block) {
    return block instanceof SparseBlock;
  }

  /** Whether it was not on the device before. */
  boolean isFresh() {
    return fresh;
  }

  /** Numbers of a gradient column. */
  int width() {
    return block instanceof SparseBlock sparse ? sparse.dictionary().length : block.features();
  }

  /**
   * The words that describe it.
   *
   * @param sums address of its sums
   * @param records address of its rows' records; 0 if they lie elsewhere
   */
  long[] words(long sums, long records) {
    words[SUMS] = sums;
    words[RECORDS] = records;
    return words;
  }

  @Override
  public void close() {
    lease.close();
  }
}
