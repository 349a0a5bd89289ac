package org.trainyard.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.trainyard.formats.sample.BlockHeader;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;

/**
 * Blocks for the contracts: random numbers of a seed, with whatever is awkward about real ones.
 *
 * @param features width
 * @param sparse whether zeros are left out
 * @param weighted whether rows have weights, some of them 0
 * @param odd whether some values are NaN, infinite, huge or tiny
 * @param labels number of classes; 0 for numbers
 */
public record ContractBlocks(
    int features, boolean sparse, boolean weighted, boolean odd, int labels) {
  private static final float[] ODD = {
    Float.NaN, Float.POSITIVE_INFINITY, Float.MAX_VALUE, Float.MIN_VALUE, -0f, 1e-30f
  };

  /** Blocks of so many rows each. */
  public List<SampleBlock> blocks(int... rows) {
    List<SampleBlock> blocks = new ArrayList<>();
    Random random = new Random(features * 31L + rows.length);
    for (int b = 0; b < rows.length; b++) {
      blocks.add(sparse ? sparse(b, rows[b], random) : dense(b, rows[b], random));
    }
    return blocks;
  }

  private BlockHeader header(int index, int rows, Random random) {
    double[] y = new double[rows];
    float[] weights = weighted ? new float[rows] : null;
    for (int r = 0; r < rows; r++) {
      y[r] = labels > 0 ? random.nextInt(labels) : random.nextGaussian();
      if (weighted) {
        weights[r] = random.nextInt(5) == 0 ? 0 : random.nextFloat() * 3;
      }
    }
    return new BlockHeader(index, y, weights);
  }

  private float value(Random random) {
    boolean unusual = odd && random.nextInt(97) == 0;
    return unusual ? ODD[random.nextInt(ODD.length)] : (float) random.nextGaussian();
  }

  private SampleBlock dense(int index, int rows, Random random) {
    float[] values = new float[rows * features];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(4) == 0 ? 0 : value(random);
    }
    return new DenseBlock(header(index, rows, random), features, values);
  }

  /** Every other feature does not occur; some rows are empty. */
  private SampleBlock sparse(int index, int rows, Random random) {
    int[] dictionary = new int[(features + 1) / 2];
    for (int p = 0; p < dictionary.length; p++) {
      dictionary[p] = 2 * p;
    }
    int[] rowStart = new int[rows + 1];
    List<Integer> columns = new ArrayList<>();
    for (int r = 0; r < rows; r++) {
      boolean empty = random.nextInt(6) == 0;
      for (int p = 0; p < dictionary.length && !empty; p++) {
        if (random.nextInt(3) == 0) {
          columns.add(p);
        }
      }
      rowStart[r + 1] = columns.size();
    }
    float[] values = new float[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(random);
    }
    return new SparseBlock(
        header(index, rows, random),
        features,
        dictionary,
        rowStart,
        columns.stream().mapToInt(Integer::intValue).toArray(),
        values);
  }
}
