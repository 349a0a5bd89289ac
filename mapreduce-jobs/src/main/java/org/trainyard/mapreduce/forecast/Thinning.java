package org.trainyard.mapreduce.forecast;

import java.util.Arrays;
import org.trainyard.formats.sample.BlockHeader;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;

/** Every n-th row of a block: neighbours in a file are often alike, rows far apart seldom. */
final class Thinning {
  private Thinning() {}

  /** The rows 0, step, 2 · step, …; the block itself for a step of 1. */
  static SampleBlock every(int step, SampleBlock block) {
    if (step <= 1) {
      return block;
    }
    int rows = (block.rows() + step - 1) / step;
    BlockHeader header = header(block.header(), step, rows);
    return block instanceof DenseBlock dense
        ? dense(dense, header, step, rows)
        : sparse((SparseBlock) block, header, step, rows);
  }

  private static BlockHeader header(BlockHeader header, int step, int rows) {
    double[] labels = new double[rows];
    float[] weights = header.weights() == null ? null : new float[rows];
    for (int r = 0; r < rows; r++) {
      labels[r] = header.labels()[r * step];
      if (weights != null) {
        weights[r] = header.weights()[r * step];
      }
    }
    return new BlockHeader(header.index(), labels, weights);
  }

  private static DenseBlock dense(DenseBlock block, BlockHeader header, int step, int rows) {
    int width = block.features();
    float[] values = new float[rows * width];
    for (int r = 0; r < rows; r++) {
      System.arraycopy(block.values(), r * step * width, values, r * width, width);
    }
    return new DenseBlock(header, width, values);
  }

  private static SparseBlock sparse(SparseBlock block, BlockHeader header, int step, int rows) {
    int[] starts = new int[rows + 1];
    int[] columns = new int[block.columns().length];
    float[] values = new float[columns.length];
    int at = 0;
    for (int r = 0; r < rows; r++) {
      int from = block.rowStart()[r * step];
      int count = block.rowStart()[r * step + 1] - from;
      System.arraycopy(block.columns(), from, columns, at, count);
      System.arraycopy(block.values(), from, values, at, count);
      at += count;
      starts[r + 1] = at;
    }
    columns = Arrays.copyOf(columns, at);
    values = Arrays.copyOf(values, at);
    int[] used = Arrays.stream(columns).sorted().distinct().toArray();
    for (int k = 0; k < at; k++) {
      columns[k] = Arrays.binarySearch(used, columns[k]);
    }
    int[] dictionary = Arrays.stream(used).map(e -> block.dictionary()[e]).toArray();
    return new SparseBlock(header, block.features(), dictionary, starts, columns, values);
  }
}
