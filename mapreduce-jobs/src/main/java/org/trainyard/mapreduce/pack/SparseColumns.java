package org.trainyard.mapreduce.pack;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.io.WritableUtils;
import org.trainyard.formats.dataset.StoredBlock.Rows;
import org.trainyard.formats.raw.ColumnDictionary;

/**
 * Moments of the columns of sparse data that occur, however far apart their numbers. Memory grows
 * with the number of distinct columns, about 100 bytes each. Not thread-safe.
 */
final class SparseColumns {
  private static final int PAGE = 1024;

  /** Entries that may wait, at most about 8 bytes each: 64 MiB, and a sixteenth of the heap. */
  private static final int MOST_WAITING =
      (int) Math.min(1 << 23, Runtime.getRuntime().maxMemory() / 128);

  /** Columns, of the block with the most, whose moments fit into a processor's second cache. */
  private static final int TOGETHER = 256;

  private final ColumnSlots slots = new ColumnSlots();
  private final List<NumericMoments> pages = new ArrayList<>();
  private final ColumnDictionary dictionary = new ColumnDictionary();
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
   * @param values of the entries; null if all are 1
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
      if (isOnes(rows.values())) {
        return new ByColumn(rows.dictionary(), Arrays.copyOfRange(next, 1, width + 1), null);
      }
      float[] values = new float[columns.length];
      for (int i = 0; i < columns.length; i++) {
        values[next[columns[i]]++] = rows.values()[i];
      }
      return new ByColumn(rows.dictionary(), next, values);
    }

    private static boolean isOnes(float[] values) {
      for (float value : values) {
        if (value != 1f) {
          return false;
        }
      }
      return true;
    }

    /** Position of the first column from {@code from} on that is at least {@code least}. */
    int at(int from, int least) {
      int found = Arrays.binarySearch(columns, from, columns.length, least);
      return found >= 0 ? found : -found - 1;
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
    int[] longest = new int[0];
    for (ByColumn block : waiting) {
      longest = block.columns.length > longest.length ? block.columns : longest;
    }
    ColumnSlots.Pass pass = slots.pass();
    int[] next = new int[waiting.size()];
    int from = 0;
    for (int d = TOGETHER; from < Integer.MAX_VALUE && longest.length > 0; d += TOGETHER) {
      int to = d < longest.length ? longest[d] : Integer.MAX_VALUE;
      addRange(from, to, next, pass);
      from = to;
    }
    pass.end();
    waiting.clear();
    waitingEntries = 0;
  }

  /**
   * Adds the entries of columns {@code from} up to, not including, {@code to}.
   *
   * @param next of each block, where those columns begin; moved on to where they end
   */
  private void addRange(int from, int to, int[] next, ColumnSlots.Pass pass) {
    int[] begins = next.clone();
    int count = 0;
    for (int b = 0; b < next.length; b++) {
      next[b] = waiting.get(b).at(next[b], to);
      count += next[b] - begins[b];
    }
    int[] places = new int[count];
    int n = 0;
    for (int b = 0; b < next.length; b++) {
      int[] columns = waiting.get(b).columns;
      for (int d = begins[b]; d < next[b]; d++) {
        places[n++] = columns[d] - from;
      }
    }
    int[] slotOf = dictionary.number(places, count);
    for (int p = 0; p < slotOf.length; p++) {
      slotOf[p] = withPage(pass.slot(slotOf[p] + from));
    }
    n = 0;
    for (int b = 0; b < next.length; b++) {
      ByColumn block = waiting.get(b);
      for (int d = begins[b]; d < next[b]; d++) {
        add(slotOf[places[n++]], block.values, d == 0 ? 0 : block.ends[d - 1], block.ends[d]);
      }
    }
  }

  private void add(int slot, float[] values, int from, int to) {
    NumericMoments page = pages.get(slot / PAGE);
    if (values == null) {
      page.addOnes(slot % PAGE, to - from);
    } else {
      page.add(slot % PAGE, values, from, to);
    }
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
   * Writes some columns; any part of them, ascending, and each once. Several threads may do so
   * after {@link #columns}, while nothing is added.
   */
  void write(DataOutput out, int[] columns, int from, int to) throws IOException {
    WritableUtils.writeVInt(out, to - from);
    int at = 0;
    for (int c = from; c < to; c++) {
      at = slots.atLeast(columns[c], at);
      int slot = ColumnSlots.slotOf(slots.ascending()[at]);
      WritableUtils.writeVInt(out, columns[c]);
      pages.get(slot / PAGE).write(out, slot % PAGE, slot % PAGE + 1);
    }
  }

  /** Reads what {@link #write} wrote and adds it. */
  void readAndAdd(DataInput in) throws IOException {
    int count = WritableUtils.readVInt(in);
    ColumnSlots.Pass pass = slots.pass();
    for (int c = 0; c < count; c++) {
      int slot = withPage(pass.slot(WritableUtils.readVInt(in)));
      pages.get(slot / PAGE).readAndAddOne(in, slot % PAGE);
    }
    pass.end();
  }

  /** The slot, for which there are moments now. */
  private int withPage(int slot) {
    if (slot / PAGE == pages.size()) {
      pages.add(new NumericMoments(PAGE));
    }
    return slot;
  }
}
