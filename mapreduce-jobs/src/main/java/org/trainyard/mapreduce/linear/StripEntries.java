package org.trainyard.mapreduce.linear;

import java.util.Arrays;
import org.trainyard.formats.sample.SparseBlock;

/**
 * The non-zeros of a block, strip of features after strip of features; within a strip in the order
 * of the block: row by row, features ascending in a row. Not thread-safe.
 */
final class StripEntries {
  private static final int SHIFT = 9;

  /** Features of a strip: entries of the block's dictionary, side by side. */
  static final int STRIP = 1 << SHIFT;

  /** Bytes of memory for each non-zero. */
  static final int BYTES = 12;

  private int[] starts = {};
  private int[] rows = {};
  private int[] features = {};
  private float[] values = {};

  /** Turns to a block: one count and one move of its non-zeros. */
  void begin(SparseBlock block) {
    int strips = strips(block);
    int entries = block.rowStart()[block.rows()];
    if (starts.length < strips + 2) {
      starts = new int[strips + 2];
    }
    if (rows.length < entries) {
      rows = new int[entries];
      features = new int[entries];
      values = new float[entries];
    }
    // Two places further on, so that after the move each strip's start is where it belongs.
    Arrays.fill(starts, 0, strips + 2, 0);
    int[] columns = block.columns();
    for (int k = 0; k < entries; k++) {
      starts[(columns[k] >> SHIFT) + 2]++;
    }
    for (int s = 2; s < strips + 2; s++) {
      starts[s] += starts[s - 1];
    }
    move(block, starts, rows, features, values);
  }

  private static void move(
      SparseBlock block, int[] next, int[] rows, int[] features, float[] values) {
    int[] rowStart = block.rowStart();
    int[] columns = block.columns();
    float[] from = block.values();
    int n = block.rows();
    for (int r = 0; r < n; r++) {
      int end = rowStart[r + 1];
      for (int k = rowStart[r]; k < end; k++) {
        int column = columns[k];
        int at = next[(column >> SHIFT) + 1]++;
        rows[at] = r;
        features[at] = column & STRIP - 1;
        values[at] = from[k];
      }
    }
  }

  /** How many strips a block has. */
  static int strips(SparseBlock block) {
    return (block.dictionary().length + STRIP - 1) >> SHIFT;
  }

  /** The first non-zero of a strip; that of the next strip is its end. */
  int start(int strip) {
    return starts[strip];
  }

  /** For each non-zero its row in the block. */
  int[] rows() {
    return rows;
  }

  /** For each non-zero the place of its feature in the strip. */
  int[] features() {
    return features;
  }

  /** For each non-zero its value. */
  float[] values() {
    return values;
  }
}
