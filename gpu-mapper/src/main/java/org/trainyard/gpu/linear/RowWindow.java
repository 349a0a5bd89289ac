package org.trainyard.gpu.linear;

import java.util.Arrays;
import java.util.Optional;
import org.trainyard.formats.sample.BlockHeader;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.gpu.device.DeviceMemory;
import org.trainyard.gpu.device.EntryColumns;
import org.trainyard.gpu.device.MemoryPool;
import org.trainyard.gpu.device.Staging;
import org.trainyard.mapreduce.kernel.LinearScanSpec;

/** Memory for some rows of a block, which shows one part of them after the other. */
final class RowWindow implements LinearBlock {
  /**
   * Windows are multiples of so many rows: of the lanes of scalars, of a run of products in floats,
   * of the rows of every tile.
   */
  static final int FEWEST = 32;

  /** What the widest load needs. */
  private static final long ALIGNMENT = 16;

  private final SampleBlock block;
  private final int[] marks;
  private final MemoryPool pool;
  private final long[] words = new long[WORDS];
  private final long labelsAt;
  private final long weightsAt;
  private final long marksAt;
  private final long valuesAt;
  private final long keptAt;
  private final long dictionaryAt;
  private final long rowStartAt;
  private final long columnsAt;
  private final long entryStartAt;
  private final long entryRowsAt;
  private final long entryValuesAt;
  private final DeviceMemory memory;
  private long bytes;
  private int rows;

  private RowWindow(
      LinearScanSpec spec,
      SampleBlock block,
      boolean trains,
      int[] marks,
      int rows,
      MemoryPool pool) {
    this.block = block;
    this.marks = marks;
    this.pool = pool;
    this.rows = rows;
    boolean sparse = isSparse();
    long entries = sparse ? width() : 0;
    long values = sparse ? mostValues((SparseBlock) block, rows) : (long) rows * block.features();
    this.labelsAt = piece(8L * rows);
    this.weightsAt = piece(block.header().weights() == null ? 0 : 4L * rows);
    this.marksAt = piece(marks == null ? 0 : 4L * rows);
    this.valuesAt = piece(4 * values);
    this.keptAt = piece(sparse ? 8 * LinearBlock.kept(spec) : 0);
    this.dictionaryAt = piece(4 * entries);
    this.rowStartAt = piece(sparse ? 4L * (rows + 1) : 0);
    this.columnsAt = piece(sparse ? 4 * values : 0);
    this.entryStartAt = piece(sparse ? 4 * (entries + 1) : 0);
    this.entryRowsAt = piece(sparse ? 4 * values : 0);
    this.entryValuesAt = piece(sparse ? 4 * values : 0);
    this.memory = pool.take(bytes).orElse(null);
    words[TRAINS] = trains ? 1 : 0;
    words[ENTRIES] = entries;
  }

  /** Takes memory for so many rows; empty if there is none. */
  static Optional<RowWindow> of(
      LinearScanSpec spec,
      SampleBlock block,
      boolean trains,
      int[] marks,
      int rows,
      MemoryPool pool) {
    RowWindow window = new RowWindow(spec, block, trains, marks, rows, pool);
    return window.memory == null ? Optional.empty() : Optional.of(window);
  }

  private long piece(long count) {
    long at = bytes;
    bytes += (count + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return at;
  }

  private static long mostValues(SparseBlock block, int rows) {
    int most = 0;
    for (int from = 0; from < block.rows(); from += rows) {
      int to = Math.min(from + rows, block.rows());
      most = Math.max(most, block.rowStart()[to] - block.rowStart()[from]);
    }
    return most;
  }

  /** Copies what is the same for all rows. */
  void upload(Staging staging) {
    if (block instanceof SparseBlock sparse) {
      staging.upload(sparse.dictionary(), memory, dictionaryAt);
    }
  }

  /** Copies rows, over those that were there: no work on them may be under way. */
  void show(int from, int count, Staging staging) {
    rows = count;
    words[ROWS] = count;
    words[BEGINS] = from == 0 ? 1 : 0;
    words[ENDS] = from + count == block.rows() ? 1 : 0;
    BlockHeader header = header(from, count);
    words[LABELS] = put(header.labels(), labelsAt, staging);
    words[SAMPLE_WEIGHTS] =
        header.weights() == null ? 0 : put(header.weights(), weightsAt, staging);
    words[MARKS] =
        marks == null ? 0 : put(Arrays.copyOfRange(marks, from, from + count), marksAt, staging);
    if (block instanceof SparseBlock sparse) {
      show(part(sparse, header, from), staging);
    } else {
      float[] values = ((DenseBlock) block).values();
      int width = block.features();
      words[X] =
          put(Arrays.copyOfRange(values, from * width, (from + count) * width), valuesAt, staging);
    }
  }

  private void show(SparseBlock part, Staging staging) {
    EntryColumns entries = EntryColumns.of(part);
    words[X] = put(part.values(), valuesAt, staging);
    words[ROW_START] = put(part.rowStart(), rowStartAt, staging);
    words[ROW_COLUMNS] = put(part.columns(), columnsAt, staging);
    words[ENTRY_START] = put(entries.start(), entryStartAt, staging);
    words[ENTRY_ROWS] = put(entries.rows(), entryRowsAt, staging);
    words[ENTRY_X] = put(entries.values(), entryValuesAt, staging);
    words[DICTIONARY] = memory.address(dictionaryAt);
    words[KEPT] = memory.address(keptAt);
  }

  private long put(Object array, long at, Staging staging) {
    staging.upload(array, memory, at);
    return memory.address(at);
  }

  private BlockHeader header(int from, int count) {
    BlockHeader whole = block.header();
    float[] weights = whole.weights();
    return new BlockHeader(
        whole.index(),
        Arrays.copyOfRange(whole.labels(), from, from + count),
        weights == null ? null : Arrays.copyOfRange(weights, from, from + count));
  }

  private static SparseBlock part(SparseBlock whole, BlockHeader header, int from) {
    int to = from + header.labels().length;
    int first = whole.rowStart()[from];
    int end = whole.rowStart()[to];
    int[] rowStart = Arrays.copyOfRange(whole.rowStart(), from, to + 1);
    for (int r = 0; r < rowStart.length; r++) {
      rowStart[r] -= first;
    }
    return new SparseBlock(
        header,
        whole.features(),
        whole.dictionary(),
        rowStart,
        Arrays.copyOfRange(whole.columns(), first, end),
        Arrays.copyOfRange(whole.values(), first, end));
  }

  @Override
  public int rows() {
    return rows;
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
    pool.give(memory);
  }
}
