package org.trainyard.mapreduce.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.trainyard.formats.partial.TopRows;
import org.trainyard.formats.sample.BlockHeader;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;

/**
 * Rows as numbers among the kept rows of a partial, and back. Layout: the weight; then either 0 and
 * all features, or 1 and pairs of feature and value for the non-zeros of a sparse row. Features are
 * float32 in their blocks, so nothing is lost.
 */
final class KeptRows {
  private static final double DENSE = 0;
  private static final double SPARSE = 1;
  private static final int HEAD = 2;

  private KeptRows() {}

  /** A copy of one row. */
  static double[] encode(SampleBlock block, int row) {
    double[] values;
    if (block instanceof SparseBlock rows) {
      int start = rows.rowStart()[row];
      int count = rows.rowStart()[row + 1] - start;
      values = new double[HEAD + 2 * count];
      values[1] = SPARSE;
      for (int i = 0; i < count; i++) {
        values[HEAD + 2 * i] = rows.dictionary()[rows.columns()[start + i]];
        values[HEAD + 2 * i + 1] = rows.values()[start + i];
      }
    } else {
      DenseBlock tile = (DenseBlock) block;
      values = new double[HEAD + tile.features()];
      values[1] = DENSE;
      for (int j = 0; j < tile.features(); j++) {
        values[HEAD + j] = tile.values()[row * tile.features() + j];
      }
    }
    values[0] = block.weight(row);
    return values;
  }

  /** All features of a kept row, zeros included. */
  static double[] features(double[] kept, int features) {
    if (kept[1] == DENSE) {
      return Arrays.copyOfRange(kept, HEAD, kept.length);
    }
    double[] all = new double[features];
    for (int i = HEAD; i < kept.length; i += 2) {
      all[(int) kept[i]] = kept[i + 1];
    }
    return all;
  }

  /** Kept rows as one block, in their order: dense if all of them are. */
  static SampleBlock block(List<TopRows.Row> rows, int features) {
    float[] weights = new float[rows.size()];
    boolean dense = true;
    for (int r = 0; r < weights.length; r++) {
      weights[r] = (float) rows.get(r).values()[0];
      dense &= rows.get(r).values()[1] == DENSE;
    }
    BlockHeader header = new BlockHeader(0, new double[weights.length], weights);
    return dense ? tile(header, rows, features) : sparse(header, rows, features);
  }

  private static DenseBlock tile(BlockHeader header, List<TopRows.Row> rows, int features) {
    float[] values = new float[Math.multiplyExact(rows.size(), features)];
    for (int r = 0; r < rows.size(); r++) {
      for (int j = 0; j < features; j++) {
        values[r * features + j] = (float) rows.get(r).values()[HEAD + j];
      }
    }
    return new DenseBlock(header, features, values);
  }

  private static SparseBlock sparse(BlockHeader header, List<TopRows.Row> rows, int features) {
    double[][] pairs = new double[rows.size()][];
    int[] rowStart = new int[rows.size() + 1];
    for (int r = 0; r < pairs.length; r++) {
      double[] kept = rows.get(r).values();
      pairs[r] = kept[1] == SPARSE ? kept : pairs(kept);
      rowStart[r + 1] = rowStart[r] + (pairs[r].length - HEAD) / 2;
    }
    int[] dictionary =
        Arrays.stream(pairs).flatMapToInt(KeptRows::columns).sorted().distinct().toArray();
    int[] columns = new int[rowStart[pairs.length]];
    float[] values = new float[columns.length];
    int next = 0;
    for (double[] row : pairs) {
      for (int i = HEAD; i < row.length; i += 2) {
        columns[next] = Arrays.binarySearch(dictionary, (int) row[i]);
        values[next++] = (float) row[i + 1];
      }
    }
    return new SparseBlock(header, features, dictionary, rowStart, columns, values);
  }

  private static double[] pairs(double[] dense) {
    double[] pairs = new double[HEAD + 2 * (dense.length - HEAD)];
    pairs[0] = dense[0];
    pairs[1] = SPARSE;
    for (int j = HEAD; j < dense.length; j++) {
      pairs[HEAD + 2 * (j - HEAD)] = j - HEAD;
      pairs[HEAD + 2 * (j - HEAD) + 1] = dense[j];
    }
    return pairs;
  }

  private static IntStream columns(double[] pairs) {
    return IntStream.range(0, (pairs.length - HEAD) / 2).map(i -> (int) pairs[HEAD + 2 * i]);
  }
}
