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

  /** Open addressing: column + 1 by hash, 0 for a free place; and beside it the column's slot. */
  private long[] places = new long[2 * PAGE];

  private int[] slots = new int[2 * PAGE];
  private int[] columnOfSlot = new int[PAGE];
  private final List<NumericMoments> pages = new ArrayList<>();
  private int size;

  /** Visits a column. */
  @FunctionalInterface
  interface Visitor {
    /** The column's moments are coordinate {@code i} of {@code moments}. */
    void visit(int column, NumericMoments moments, int i) throws IOException;
  }

  /** Adds the entries of a block. */
  void add(Rows rows) {
    BlockMoments block = new BlockMoments(rows.dictionary().length);
    for (int i = 0; i < rows.columns().length; i++) {
      block.add(rows.columns()[i], rows.values()[i]);
    }
    for (int d = 0; d < rows.dictionary().length; d++) {
      int slot = slot(rows.dictionary()[d]);
      pages.get(slot / PAGE).add(slot % PAGE, block, d);
    }
  }

  /** Number of distinct columns. */
  int size() {
    return size;
  }

  /** Visits all columns in ascending order. */
  void forEach(Visitor visitor) throws IOException {
    for (int column : columns()) {
      int slot = slot(column);
      visitor.visit(column, pages.get(slot / PAGE), slot % PAGE);
    }
  }

  /** The columns that occur, ascending. */
  int[] columns() {
    int[] columns = Arrays.copyOf(columnOfSlot, size);
    Arrays.sort(columns);
    return columns;
  }

  /** Writes some columns; any part of them, and each once. */
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

  private int slot(int column) {
    int place = place(column);
    if (places[place] == 0) {
      if (2 * (size + 1) > places.length) {
        grow();
        place = place(column);
      }
      if (size == columnOfSlot.length) {
        columnOfSlot = Arrays.copyOf(columnOfSlot, 2 * size);
      }
      if (size % PAGE == 0) {
        pages.add(new NumericMoments(PAGE));
      }
      places[place] = column + 1L;
      slots[place] = size;
      columnOfSlot[size++] = column;
    }
    return slots[place];
  }

  private int place(int column) {
    int mask = places.length - 1;
    int place = (int) (column * 0x9E37_79B9_7F4A_7C15L >>> 33) & mask;
    while (places[place] != 0 && places[place] != column + 1L) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    places = new long[2 * places.length];
    slots = new int[places.length];
    for (int slot = 0; slot < size; slot++) {
      int place = place(columnOfSlot[slot]);
      places[place] = columnOfSlot[slot] + 1L;
      slots[place] = slot;
    }
  }
}
