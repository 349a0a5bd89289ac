package org.trainyard.mapreduce.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;

/**
 * Rows of a segment that networks are shown. Networks with the same rows share the object, and what
 * a kernel keeps of it. Arrays are shared, not copied; nobody modifies them.
 */
public final class NetworkRows {
  private final String rule;
  private final List<SampleBlock> blocks;
  private final long[] places;
  private final double[] weights;
  private final double meanWeight;
  private final IntFunction<int[]> orders;
  private final boolean sparse;

  /**
   * Checks what can be checked once.
   *
   * @param plan of the networks
   * @param rule by which rows were taken from the blocks and weighted: what has equal rules and the
   *     same blocks is the same in every iteration, so that a device keeps it beside them
   * @param blocks that the rows are in
   * @param places position of the block in the upper half, row in the lower
   * @param weights of the rows
   * @param meanWeight by which weights are divided
   * @param orders of a pass: the positions of the places, each once; asked for pass after pass, and
   *     from the first one again if networks are trained one after the other. Null where rows are
   *     shown in the order of their places
   * @throws IllegalArgumentException if something does not fit
   */
  public NetworkRows(
      NetworkPlan plan,
      String rule,
      List<SampleBlock> blocks,
      long[] places,
      double[] weights,
      double meanWeight,
      IntFunction<int[]> orders) {
    this.rule = rule;
    this.blocks = List.copyOf(blocks);
    this.places = places;
    this.weights = weights;
    this.meanWeight = meanWeight;
    this.orders = orders;
    if (weights.length != places.length) {
      throw new IllegalArgumentException(weights.length + " weights of " + places.length + " rows");
    }
    this.sparse = !blocks.isEmpty() && blocks.get(0) instanceof SparseBlock;
    blocks.forEach(block -> check(plan, block));
    for (int i = 0; i < places.length; i++) {
      check(plan, i);
    }
  }

  private void check(NetworkPlan plan, SampleBlock block) {
    if (block.features() != plan.features() || block instanceof SparseBlock != sparse) {
      throw new IllegalArgumentException(
          "A block of "
              + block.features()
              + " features for units "
              + plan.units()
              + ", or dense and sparse blocks together");
    }
    if (block instanceof SparseBlock rows) {
      int[] dictionary = rows.dictionary();
      int last = dictionary.length - 1;
      if (rows.rowStart()[rows.rows()] != rows.values().length
          || (last >= 0 && (dictionary[0] < 0 || dictionary[last] >= plan.features()))) {
        throw new IllegalArgumentException("Sparse rows that do not fit units " + plan.units());
      }
    }
  }

  private void check(NetworkPlan plan, int i) {
    long block = places[i] >>> 32;
    int row = (int) places[i];
    if (block >= blocks.size() || row < 0 || row >= blocks.get((int) block).rows()) {
      throw new IllegalArgumentException("No row " + row + " in block " + block);
    }
    double label = label(i);
    if (plan.target() == null && !(label >= 0 && label < plan.outputs())) {
      throw new IllegalArgumentException("No class " + label + " of " + plan.outputs());
    }
  }

  /** By which rows were taken from the blocks and weighted. */
  public String rule() {
    return rule;
  }

  /** Number of rows. */
  public int count() {
    return places.length;
  }

  /** Whether the blocks are sparse; they are of one kind. */
  public boolean isSparse() {
    return sparse;
  }

  /** The blocks that the rows are in. */
  public List<SampleBlock> blocks() {
    return blocks;
  }

  /** Position of the i-th row's block. */
  public int block(int i) {
    return (int) (places[i] >>> 32);
  }

  /** The i-th row in its block. */
  public int row(int i) {
    return (int) places[i];
  }

  /** Label of the i-th row. */
  public double label(int i) {
    return blocks.get(block(i)).label(row(i));
  }

  /** Weight of the i-th row. */
  public double weight(int i) {
    return weights[i];
  }

  /** Identity of the i-th row in the dataset. */
  public long id(int i) {
    return blocks.get(block(i)).rowId(row(i));
  }

  /** The weight by which weights are divided. */
  public double meanWeight() {
    return meanWeight;
  }

  /** Whether every pass shows the rows in the order of their places. */
  public boolean isInOrder() {
    return orders == null;
  }

  /**
   * The order of a pass.
   *
   * @return as many numbers as there are rows, each from 0 to below their number; not to be
   *     modified, and valid until the next one is asked for
   */
  public int[] order(int pass) {
    if (orders == null) {
      return IntStream.range(0, places.length).toArray();
    }
    int[] order = orders.apply(pass);
    if (order.length != places.length
        || !Arrays.stream(order).allMatch(i -> i >= 0 && i < places.length)) {
      throw new IllegalArgumentException("No order of " + places.length + " rows");
    }
    return order;
  }
}
