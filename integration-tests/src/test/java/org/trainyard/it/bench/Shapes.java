package org.trainyard.it.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.trainyard.formats.sample.BlockHeader;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;

/** Generated blocks in memory, the same for the same seed. */
public final class Shapes {
  private Shapes() {}

  /** Standard normal features, labels 0 or 1 by the sign of the first. */
  public static List<SampleBlock> dense(int rows, int features, int rowsInBlock, long seed) {
    Random random = new Random(seed);
    List<SampleBlock> blocks = new ArrayList<>();
    for (int at = 0; at < rows; at += rowsInBlock) {
      int n = Math.min(rowsInBlock, rows - at);
      float[] values = new float[n * features];
      double[] labels = new double[n];
      for (int r = 0; r < n; r++) {
        for (int f = 0; f < features; f++) {
          values[r * features + f] = (float) random.nextGaussian();
        }
        labels[r] = values[r * features] > 0 ? 1 : 0;
      }
      blocks.add(new DenseBlock(new BlockHeader(blocks.size(), labels, null), features, values));
    }
    return blocks;
  }

  /**
   * Ones at positions that follow a power law, {@code entries} in a row; labels by the parity of
   * the first position.
   */
  public static List<SampleBlock> sparse(
      int rows, int features, int entries, int rowsInBlock, long seed) {
    Random random = new Random(seed);
    List<SampleBlock> blocks = new ArrayList<>();
    for (int at = 0; at < rows; at += rowsInBlock) {
      blocks.add(
          sparseBlock(random, Math.min(rowsInBlock, rows - at), features, entries, blocks.size()));
    }
    return blocks;
  }

  private static SparseBlock sparseBlock(
      Random random, int rows, int features, int entries, long index) {
    List<TreeSet<Integer>> columns = new ArrayList<>();
    TreeSet<Integer> all = new TreeSet<>();
    for (int r = 0; r < rows; r++) {
      TreeSet<Integer> row = new TreeSet<>();
      while (row.size() < entries) {
        row.add((int) (features * Math.pow(random.nextDouble(), 3)));
      }
      columns.add(row);
      all.addAll(row);
    }
    int[] dictionary = all.stream().mapToInt(Integer::intValue).toArray();
    int[] rowStart = new int[rows + 1];
    int[] positions = new int[rows * entries];
    double[] labels = new double[rows];
    float[] values = new float[rows * entries];
    java.util.Arrays.fill(values, 1f);
    int n = 0;
    for (int r = 0; r < rows; r++) {
      for (int column : columns.get(r)) {
        positions[n++] = java.util.Arrays.binarySearch(dictionary, column);
      }
      rowStart[r + 1] = n;
      labels[r] = columns.get(r).first() % 2;
    }
    return new SparseBlock(
        new BlockHeader(index, labels, null), features, dictionary, rowStart, positions, values);
  }
}
