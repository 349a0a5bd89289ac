package org.trainyard.mapreduce.algorithm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.trainyard.formats.sample.BlockHeader;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;

/**
 * Rows of a test, and the blocks made from them.
 *
 * @param x features of each row
 * @param labels of each row
 * @param weights of each row, or null
 */
public record Samples(float[][] x, double[] labels, float[] weights) {
  /** Rows without weights. */
  public Samples(float[][] x, double[] labels) {
    this(x, labels, null);
  }

  /** Rows without labels. */
  public Samples(float[][] x) {
    this(x, new double[x.length], null);
  }

  /** Width of a row. */
  public int features() {
    return x[0].length;
  }

  /** Rows from..to, as numbered here. */
  public Samples range(int from, int to) {
    return new Samples(
        Arrays.copyOfRange(x, from, to),
        Arrays.copyOfRange(labels, from, to),
        weights == null ? null : Arrays.copyOfRange(weights, from, to));
  }

  /** Dense blocks of so many rows. */
  public List<SampleBlock> dense(int rowsInBlock) {
    List<SampleBlock> blocks = new ArrayList<>();
    for (int from = 0; from < x.length; from += rowsInBlock) {
      Samples part = range(from, Math.min(x.length, from + rowsInBlock));
      float[] values = new float[part.x.length * features()];
      for (int r = 0; r < part.x.length; r++) {
        System.arraycopy(part.x[r], 0, values, r * features(), features());
      }
      blocks.add(new DenseBlock(part.header(blocks.size()), features(), values));
    }
    return blocks;
  }

  /** Sparse blocks of so many rows; zeros are left out. */
  public List<SampleBlock> sparse(int rowsInBlock) {
    List<SampleBlock> blocks = new ArrayList<>();
    for (int from = 0; from < x.length; from += rowsInBlock) {
      blocks.add(range(from, Math.min(x.length, from + rowsInBlock)).sparseBlock(blocks.size()));
    }
    return blocks;
  }

  private SparseBlock sparseBlock(int index) {
    int[] position = new int[features()];
    List<Integer> dictionary = new ArrayList<>();
    for (int j = 0; j < features(); j++) {
      int column = j;
      if (Arrays.stream(x).anyMatch(row -> row[column] != 0)) {
        position[j] = dictionary.size();
        dictionary.add(j);
      }
    }
    int[] rowStart = new int[x.length + 1];
    List<Integer> columns = new ArrayList<>();
    List<Float> values = new ArrayList<>();
    for (int r = 0; r < x.length; r++) {
      for (int j = 0; j < features(); j++) {
        if (x[r][j] != 0) {
          columns.add(position[j]);
          values.add(x[r][j]);
        }
      }
      rowStart[r + 1] = values.size();
    }
    float[] flat = new float[values.size()];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = values.get(i);
    }
    return new SparseBlock(
        header(index), features(), ints(dictionary), rowStart, ints(columns), flat);
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  private BlockHeader header(int index) {
    return new BlockHeader(index, labels, weights);
  }

  /** Mean and deviation of each feature. */
  public TrainingProblem.Features statistics() {
    double[] mean = new double[features()];
    double[] deviation = new double[features()];
    for (int j = 0; j < features(); j++) {
      int column = j;
      double m = Arrays.stream(x).mapToDouble(row -> row[column]).average().orElse(0);
      mean[j] = m;
      deviation[j] =
          Math.sqrt(
              Arrays.stream(x)
                  .mapToDouble(row -> (row[column] - m) * (row[column] - m))
                  .average()
                  .orElse(0));
    }
    return new TrainingProblem.Features(features(), null, mean, deviation);
  }
}
