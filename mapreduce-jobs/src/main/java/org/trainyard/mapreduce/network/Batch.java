package org.trainyard.mapreduce.network;

import java.util.Arrays;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;

/**
 * The rows that a network works on together, as its inputs. Dense, or sparse: then a row holds
 * scaled but not centred non-zeros, and whoever multiplies subtracts the centre. Not thread-safe.
 */
final class Batch {
  private final InputScaling scaling;
  private final boolean sparse;

  /** Dense inputs: capacity * features; null if sparse. */
  private final float[][] dense;

  private final int[][] index;
  private final float[][] values;
  private final int[] counts;
  private final double[] labels;
  private final double[] weights;
  private final long[] ids;
  private int rows;

  /** An empty batch for up to {@code capacity} rows. */
  Batch(InputScaling scaling, int capacity, boolean sparse) {
    this.scaling = scaling;
    this.sparse = sparse;
    this.dense = sparse ? null : new float[capacity][scaling.mean().length];
    this.index = new int[capacity][0];
    this.values = new float[capacity][0];
    this.counts = new int[capacity];
    this.labels = new double[capacity];
    this.weights = new double[capacity];
    this.ids = new long[capacity];
  }

  /** Most rows. */
  int capacity() {
    return labels.length;
  }

  /** Rows in it. */
  int rows() {
    return rows;
  }

  /** Whether rows are sparse. */
  boolean isSparse() {
    return sparse;
  }

  /** Dense inputs of all rows: capacity * features. */
  float[][] dense() {
    return dense;
  }

  /** Features of a sparse row's non-zeros; the first {@link #count} of them. */
  int[] index(int row) {
    return index[row];
  }

  /** Scaled values of a sparse row's non-zeros. */
  float[] values(int row) {
    return values[row];
  }

  /** Number of a sparse row's non-zeros. */
  int count(int row) {
    return counts[row];
  }

  /** Label of a row. */
  double label(int row) {
    return labels[row];
  }

  /** Weight of a row. */
  double weight(int row) {
    return weights[row];
  }

  /** Identity of a row in the dataset. */
  long id(int row) {
    return ids[row];
  }

  /** Takes all rows out. */
  void clear() {
    rows = 0;
  }

  /** Puts in a row of a block, with this weight. */
  void add(SampleBlock block, int row, double weight) {
    labels[rows] = block.label(row);
    weights[rows] = weight;
    ids[rows] = block.rowId(row);
    if (sparse) {
      addSparse(block, row);
    } else if (block instanceof DenseBlock tile) {
      int from = row * tile.features();
      float[] into = dense[rows];
      for (int j = 0; j < into.length; j++) {
        into[j] = scaling.input(j, tile.values()[from + j]);
      }
    } else {
      spread((SparseBlock) block, row);
    }
    rows++;
  }

  private void spread(SparseBlock block, int row) {
    float[] into = dense[rows];
    for (int j = 0; j < into.length; j++) {
      into[j] = scaling.input(j, 0f);
    }
    for (int i = block.rowStart()[row]; i < block.rowStart()[row + 1]; i++) {
      int feature = block.dictionary()[block.columns()[i]];
      into[feature] = scaling.input(feature, block.values()[i]);
    }
  }

  private void addSparse(SampleBlock block, int row) {
    counts[rows] = 0;
    if (block instanceof SparseBlock tile) {
      for (int i = tile.rowStart()[row]; i < tile.rowStart()[row + 1]; i++) {
        addNonZero(tile.dictionary()[tile.columns()[i]], tile.values()[i]);
      }
    } else {
      DenseBlock tile = (DenseBlock) block;
      for (int j = 0; j < tile.features(); j++) {
        addNonZero(j, tile.values()[row * tile.features() + j]);
      }
    }
  }

  private void addNonZero(int feature, float value) {
    int count = counts[rows]++;
    if (count == index[rows].length) {
      int length = Math.max(16, 2 * count);
      index[rows] = Arrays.copyOf(index[rows], length);
      values[rows] = Arrays.copyOf(values[rows], length);
    }
    index[rows][count] = feature;
    values[rows][count] = (float) (value * scaling.scale()[feature]);
  }
}
