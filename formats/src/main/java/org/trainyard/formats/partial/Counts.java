package org.trainyard.formats.partial;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.io.WritableUtils;

/**
 * A sparse table of whole-number counts: histograms of scores, confusion tables, numbers of rows.
 * Integer addition is exact, so the order does not matter. Not thread-safe.
 */
public final class Counts {
  private long[] keys = new long[16];
  private long[] values = new long[16];
  private boolean[] used = new boolean[16];
  private int size;

  /** Visits one entry. */
  @FunctionalInterface
  public interface Visitor {
    /** Called once for each key with its count. */
    void visit(long key, long count);
  }

  /** Adds {@code count} to the entry of {@code key}. */
  public void add(long key, long count) {
    int slot = slot(key);
    if (!used[slot]) {
      if (2 * (size + 1) > keys.length) {
        grow();
        slot = slot(key);
      }
      used[slot] = true;
      keys[slot] = key;
      size++;
    }
    values[slot] += count;
  }

  /** The count of {@code key}; 0 if it was never added to. */
  public long get(long key) {
    int slot = slot(key);
    return used[slot] ? values[slot] : 0L;
  }

  /** Adds all entries of {@code other}. */
  public void add(Counts other) {
    other.forEach(this::add);
  }

  /** Visits all entries in ascending order of their keys. */
  public void forEach(Visitor visitor) {
    long[] sorted = new long[size];
    int n = 0;
    for (int slot = 0; slot < keys.length; slot++) {
      if (used[slot]) {
        sorted[n++] = keys[slot];
      }
    }
    Arrays.sort(sorted);
    for (long key : sorted) {
      visitor.visit(key, values[slot(key)]);
    }
  }

  /** Writes all entries. */
  public void write(DataOutput out) throws IOException {
    WritableUtils.writeVInt(out, size);
    for (int slot = 0; slot < keys.length; slot++) {
      if (used[slot]) {
        WritableUtils.writeVLong(out, keys[slot]);
        WritableUtils.writeVLong(out, values[slot]);
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

  private int slot(long key) {
    int mask = keys.length - 1;
    long mixed = key * 0x9E37_79B9_7F4A_7C15L;
    int slot = (int) (mixed >>> 32) & mask;
    while (used[slot] && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldValues = values;
    boolean[] oldUsed = used;
    int capacity = 2 * oldKeys.length;
    keys = new long[capacity];
    values = new long[capacity];
    used = new boolean[capacity];
    for (int old = 0; old < oldKeys.length; old++) {
      if (oldUsed[old]) {
        int slot = slot(oldKeys[old]);
        used[slot] = true;
        keys[slot] = oldKeys[old];
        values[slot] = oldValues[old];
      }
    }
  }
}
