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
final class LeasedBlock implements LinearBlock {

  private final BlockLease lease;
  private final SampleBlock block;
  private final boolean trains;
  private final RowMarks marks;
  private final long[] words = new long[WORDS];
  private boolean whole = true;
  private boolean fresh;

  /** By column, while they are being copied. */
  private EntryColumns entries;

  private LeasedBlock(BlockLease lease, boolean trains, RowMarks marks) {
    this.lease = lease;
    this.block = lease.block();
    this.trains = trains;
    this.marks = marks;
    float[] weights = block.header().weights();
    words[ROWS] = block.rows();
    words[BEGINS] = 1;
    words[ENDS] = 1;
    words[TRAINS] = trains ? 1 : 0;
    words[LABELS] = attach("labels", this::labels);
    words[SAMPLE_WEIGHTS] = weights == null ? 0 : attach("weights", () -> weights);
    words[MARKS] =
        marks == null ? 0 : attach("marks of " + marks.rule(), () -> marks.marks().apply(block));
    words[X] = lease.values();
    if (block instanceof SparseBlock sparse) {
      // First: it looks at the indices, which no kernel does.
      words[ENTRIES] = sparse.dictionary().length;
      words[ENTRY_START] = attach("entryStart", () -> entries(sparse).start());
      words[ENTRY_ROWS] = attach("entryRows", () -> entries(sparse).rows());
      words[ENTRY_X] = attach("entryValues", () -> entries(sparse).values());
      words[ROW_START] = lease.rowStart();
      words[ROW_COLUMNS] = lease.columns();
      words[DICTIONARY] = lease.dictionary();
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

  boolean trains() {
    return trains;
  }

  /** Null where all rows are trained on. */
  RowMarks marks() {
    return marks;
  }

  @Override
  public int rows() {
    return block.rows();
  }

  /** Whether it was not on the device before. */
  boolean isFresh() {
    return fresh;
  }

  @Override
  public SampleBlock block() {
    return block;
  }

  @Override
  public long[] words() {
    return words;
  }

  @Override
  public void close() {
    lease.close();
  }
}
