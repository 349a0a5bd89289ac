package org.trainyard.formats.partial;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.io.WritableUtils;

/**
 * A sparse table of whole-number counts: histograms of scores, confusion tables, numbers of rows.
 * Integer addition is exact, so the order does not matter. Keys that are near each other share a
 * page of 2 KB, since that is how they come. Not thread-safe.
 */
public final class Counts {
  /** Keys of a page; the first is a multiple of it. */
  public static final int PAGE = 256;

  private static final int PAGE_SHIFT = Integer.numberOfTrailingZeros(PAGE);
  private static final int IN_PAGE = PAGE - 1;

  /** A hash table from the number of a page, its first key / {@link #PAGE}, to the page. */
  private long[] numbers = new long[16];

  private long[][] pages = new long[16][];
  private int size;

  /** Visits one entry. */
  @FunctionalInterface
  public interface Visitor {
    /** Called once for each key with its count. */
    void visit(long key, long count);
  }

  /** Adds {@code count} to the entry of {@code key}. */
  public void add(long key, long count) {
    page(key >> PAGE_SHIFT)[(int) key & IN_PAGE] += count;
  }

  /**
   * Adds to a whole page.
   *
   * @param firstKey a multiple of {@link #PAGE}
   * @param counts {@code unit * counts[from + i]} is added to the entry of {@code firstKey + i}
   */
  public void addPage(long firstKey, int[] counts, int from, long unit) {
    long[] page = page(firstKey >> PAGE_SHIFT);
    for (int i = 0; i < PAGE; i++) {
      page[i] += counts[from + i] * unit;
    }
  }

  /** The count of {@code key}; 0 if it was never added to. */
  public long get(long key) {
    long[] page = pages[slot(key >> PAGE_SHIFT)];
    return page == null ? 0L : page[(int) key & IN_PAGE];
  }

  /** Adds all entries of {@code other}. */
  public void add(Counts other) {
    for (int slot = 0; slot < other.pages.length; slot++) {
      if (other.pages[slot] != null) {
        long[] mine = page(other.numbers[slot]);
        for (int i = 0; i < PAGE; i++) {
          mine[i] += other.pages[slot][i];
        }
      }
    }
  }

  /** Visits all entries that are not 0 in ascending order of their keys. */
  public void forEach(Visitor visitor) {
    long[] sorted = new long[size];
    int n = 0;
    for (int slot = 0; slot < pages.length; slot++) {
      if (pages[slot] != null) {
        sorted[n++] = numbers[slot];
      }
    }
    Arrays.sort(sorted);
    for (long number : sorted) {
      long[] page = pages[slot(number)];
      for (int i = 0; i < PAGE; i++) {
        if (page[i] != 0) {
          visitor.visit((number << PAGE_SHIFT) + i, page[i]);
        }
      }
    }
  }

  /** Writes all entries that are not 0. */
  public void write(DataOutput out) throws IOException {
    int entries = 0;
    for (long[] page : pages) {
      for (int i = 0; page != null && i < PAGE; i++) {
        entries += page[i] != 0 ? 1 : 0;
      }
    }
    WritableUtils.writeVInt(out, entries);
    for (int slot = 0; slot < pages.length; slot++) {
      for (int i = 0; pages[slot] != null && i < PAGE; i++) {
        if (pages[slot][i] != 0) {
          WritableUtils.writeVLong(out, (numbers[slot] << PAGE_SHIFT) + i);
          WritableUtils.writeVLong(out, pages[slot][i]);
        }
      }
    }
  }

  /** Reads what {@link #write} wrote and adds it to this table. */
  public void readAndAdd(DataInput in) throws IOException {
    int entries = WritableUtils.readVInt(in);
    for (int e = 0; e < entries; e++) {
      long key = WritableUtils.readVLong(in);
      add(key, WritableUtils.readVLong(in));
    }
  }

  /** The page of a number; made if there is none. */
  private long[] page(long number) {
    int slot = slot(number);
    if (pages[slot] == null) {
      if (2 * (size + 1) > pages.length) {
        grow();
        slot = slot(number);
      }
      numbers[slot] = number;
      pages[slot] = new long[PAGE];
      size++;
    }
    return pages[slot];
  }

  private int slot(long number) {
    int mask = pages.length - 1;
    long mixed = number * 0x9E37_79B9_7F4A_7C15L;
    int slot = (int) (mixed >>> 32) & mask;
    while (pages[slot] != null && numbers[slot] != number) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldNumbers = numbers;
    long[][] oldPages = pages;
    numbers = new long[2 * oldPages.length];
    pages = new long[2 * oldPages.length][];
    for (int old = 0; old < oldPages.length; old++) {
      if (oldPages[old] != null) {
        int slot = slot(oldNumbers[old]);
        numbers[slot] = oldNumbers[old];
        pages[slot] = oldPages[old];
      }
    }
  }
}
