package org.trainyard.formats.encode;

import java.util.Arrays;
import org.trainyard.formats.sample.BlockHeader;
import org.trainyard.formats.sample.SparseBlock;

/**
 * Builds a sparse block row by row from features in any order; the values of a feature that comes
 * twice in a row are added. Used again for block after block.
 */
final class SparseRowsBuilder {
  private final int width;

  /** Position + 1 of a feature in the dictionary of the block at work; 0 for absent. */
  private final int[] positions;

  private int[] rowStart = new int[1];
  private int[] features = new int[1024];
  private float[] values = new float[1024];
  private int[] distinct = new int[1024];
  private int distinctCount;
  private int row;
  private int count;

  SparseRowsBuilder(int width) {
    this.width = width;
    this.positions = new int[width];
  }

  void begin(int rows) {
    rowStart = new int[rows + 1];
    row = 0;
    count = 0;
    distinctCount = 0;
  }

  /** Adds a value to a feature of the row at work; zeros are left out. */
  void add(int feature, float value) {
    if (value == 0f) {
      return;
    }
    if (count == features.length) {
      features = Arrays.copyOf(features, 2 * count);
      values = Arrays.copyOf(values, 2 * count);
    }
    // By insertion: rows are short, and features come nearly in order.
    int at = count;
    while (at > rowStart[row] && features[at - 1] > feature) {
      at--;
    }
    if (at > rowStart[row] && features[at - 1] == feature) {
      values[at - 1] += value;
      return;
    }
    System.arraycopy(features, at, features, at + 1, count - at);
    System.arraycopy(values, at, values, at + 1, count - at);
    features[at] = feature;
    values[at] = value;
    count++;
    if (positions[feature] == 0) {
      positions[feature] = 1;
      if (distinctCount == distinct.length) {
        distinct = Arrays.copyOf(distinct, 2 * distinctCount);
      }
      distinct[distinctCount++] = feature;
    }
  }

  void endRow() {
    rowStart[++row] = count;
  }

  SparseBlock finish(BlockHeader header) {
    int[] dictionary = Arrays.copyOf(distinct, distinctCount);
    Arrays.sort(dictionary);
    for (int d = 0; d < dictionary.length; d++) {
      positions[dictionary[d]] = d + 1;
    }
    int[] columns = new int[count];
    for (int i = 0; i < count; i++) {
      columns[i] = positions[features[i]] - 1;
    }
    for (int feature : dictionary) {
      positions[feature] = 0;
    }
    return new SparseBlock(
        header, width, dictionary, rowStart, columns, Arrays.copyOf(values, count));
  }
}
