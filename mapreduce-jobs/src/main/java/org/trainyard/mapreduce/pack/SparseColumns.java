package org.trainyard.mapreduce.pack;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.io.WritableUtils;
import org.trainyard.formats.dataset.StoredBlock.Rows;

/**
 * Moments of the columns of sparse data that occur, however far apart their numbers. Memory grows
 * with the number of distinct columns, about 80 bytes each. Not thread-safe.
 */
final class SparseColumns {
  private static final int PAGE = 1024;

  /** Entries that may wait, at most about 8 bytes each: 64 MiB, and a sixteenth of the heap. */
  private static final int MOST_WAITING =
      (int) Math.min(1 << 23, Runtime.getRuntime().maxMemory() / 128);

  /** Columns, of the block with the most, whose moments fit into a processor's second cache. */
  private static final int TOGETHER = 512;

  /** So many blocks that it pays to remember where the columns of some are. */
  private static final int MANY_BLOCKS = 4;

  private final ColumnSlots slots = new ColumnSlots();
  private final List<NumericMoments> pages = new ArrayList<>();
  private final List<ByColumn> waiting = new ArrayList<>();
  private int waitingEntries;

  /** Visits a column. */
  @FunctionalInterface
  interface Visitor {
    /** The column's moments are coordinate {@code i} of {@code moments}. */
    void visit(int column, NumericMoments moments, int i) throws IOException;
  }

  /**
   * A block's entries, column by column, those of a column in the order of the rows.
   *
   * @param columns ascending
   * @param ends where the entries of each column end
   * @param values of the entries
   */
  private record ByColumn(int[] columns, int[] ends, float[] values) {
    static ByColumn of(Rows rows) {
      int width = rows.dictionary().length;
      int[] columns = rows.columns();
      int[] next = new int[width + 1];
      for (int column : columns) {
        next[column + 1]++;
      }
      for (int d = 1; d <= width; d++) {
        next[d] += next[d - 1];
      }
      float[] values = new float[columns.length];
      for (int i = 0; i < columns.length; i++) {
        values[next[columns[i]]++] = rows.values()[i];
      }
      return new ByColumn(rows.dictionary(), next, values);
    }
  }

  /** Adds the entries of a block. */
  void add(Rows rows) {
    waiting.add(ByColumn.of(rows));
    waitingEntries += rows.columns().length + rows.dictionary().length;
    if (waitingEntries > MOST_WAITING) {
      addWaiting();
    }
  }

  /**
   * Adds the blocks that wait, all of them to some columns, then to the next ones: so the moments
   * of a column are fetched from memory once for many blocks. Each block is added by itself all the
   * same, so that it does not matter which ones wait together.
   */
  private void addWaiting() {
    ByColumn longest = null;
    for (ByColumn block : waiting) {
      longest = longest == null || block.columns.length > longest.columns.length ? block : longest;
    }
    int[] next = new int[waiting.size()];
    for (int d = TOGETHER; longest != null; d += TOGETHER) {
      boolean last = d >= longest.columns.length;
      int end = last ? Integer.MAX_VALUE : longest.columns[d];
      if (next.length >= MANY_BLOCKS && !last) {
        slots.remember(longest.columns[d - TOGETHER], end);
      }
      for (int b = 0; b < next.length; b++) {
        next[b] = addUpTo(end, waiting.get(b), next[b]);
      }
      longest = last ? null : longest;
    }
    slots.remember(0, 0);
    waiting.clear();
    waitingEntries = 0;
  }

  private int addUpTo(int end, ByColumn block, int first) {
    int d = first;
    for (; d < block.columns.length && block.columns[d] < end; d++) {
      int slot = slot(block.columns[d]);
      int from = d == 0 ? 0 : block.ends[d - 1];
      pages.get(slot / PAGE).add(slot % PAGE, block.values, from, block.ends[d]);
    }
    return d;
  }

  /** Number of distinct columns. */
  int size() {
    addWaiting();
    return slots.size();
  }

  /** Visits all columns in ascending order. */
  void forEach(Visitor visitor) throws IOException {
    addWaiting();
    for (long each : slots.ascending()) {
      int slot = ColumnSlots.slotOf(each);
      visitor.visit(ColumnSlots.columnOf(each), pages.get(slot / PAGE), slot % PAGE);
    }
  }

  /** The columns that occur, ascending. */
  int[] columns() {
    addWaiting();
    return Arrays.stream(slots.ascending()).mapToInt(ColumnSlots::columnOf).toArray();
  }

  /**
   * Writes some columns; any part of them, and each once. Several threads may do so after {@link
   * #columns}, while nothing is added.
   */
  void write(DataOutput out, int[] columns, int from, int to) throws IOException {
    WritableUtils.writeVInt(out, to - from);
    for (int c = from; c < to; c++) {
      int slot = slot(columns[c]);
      WritableUtils.writeVInt(out, columns[c]);
      pages.get(slot / PAGE).write(out, slot % PAGE, slot % PAGE + 1);
    }
  }

  /** Reads what {@link #write} wrote and adds it. */
  void readAndAdd(DataInput in) throws IOException {
    int count = WritableUtils.readVInt(in);
    for (int c = 0; c < count; c++) {
      int slot = slot(WritableUtils.readVInt(in));
      pages.get(slot / PAGE).readAndAddOne(in, slot % PAGE);
    }
  }

  /** The slot of a column, with its moments. */
  private int slot(int column) {
    int slot = slots.slot(column);
    if (slot / PAGE == pages.size()) {
      pages.add(new NumericMoments(PAGE));
    }
    return slot;
  }
}
