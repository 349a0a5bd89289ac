package org.trainyard.mapreduce.linear;

import java.util.Arrays;
import org.trainyard.formats.partial.BinnedSums;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.mapreduce.capacity.ModelSize;
import org.trainyard.mapreduce.elementary.FasterWay;
import org.trainyard.mapreduce.elementary.VectorModule;

/**
 * The products over sparse rows for many columns and more features than rows: strip of features
 * after strip of features over the whole block. The weights and the gradients of a strip stay in a
 * core's own cache, and what is jumped about in, the margins and the residuals of the block's rows,
 * is shorter than all weights would be.
 *
 * <p>Bits are those of {@link SparseKernel}: strips ascend, so a margin is summed over its row's
 * non-zeros in order, and in a strip rows ascend, so a gradient is summed over the rows in order.
 */
final class SparseStripKernel implements LinearKernel {
  private static final int STRIP = StripEntries.STRIP;

  /** Non-zeros that are done one way or the other. */
  private static final int PIECE = 4096;

  /** Of pieces with so many columns that vectors come into question. */
  private static final FasterWay WAY = new FasterWay(32, 100 * 32);

  private static final StripProducts PLAIN = new PlainStripProducts();

  private final Columns columns;
  private final int many;
  private final int gradients;

  /** Columns of the tables of margins and weights, and of residuals and gradients. */
  private final int width;

  private final int gradientWidth;

  /** Null where the module of vectors is missing. */
  private final StripProducts vectors;

  private final StripEntries entries = new StripEntries();
  private final double[] biases;
  private final double[] residualSums;
  private final double[] weights;
  private final double[] gradient;
  private double[] margins = {};
  private double[] residuals = {};
  private boolean anyGradient;
  private SparseBlock block;

  SparseStripKernel(Columns columns) {
    this(columns, VectorModule.make(StripProducts.class, "VectorStripProducts"));
  }

  SparseStripKernel(Columns columns, StripProducts vectors) {
    this.columns = columns;
    this.vectors = vectors;
    this.many = columns.margins();
    this.gradients = columns.gradients();
    this.width = StripTables.width(many);
    this.gradientWidth = StripTables.width(gradients);
    this.biases = new double[width];
    for (int v = 0; v < many; v++) {
      biases[v] = columns.bias(v);
    }
    this.residualSums = new double[gradients];
    this.weights = new double[Math.multiplyExact(STRIP, width)];
    this.gradient = new double[Math.multiplyExact(STRIP, gradientWidth)];
  }

  /**
   * Whether a block is for this kernel: there are columns enough, and its memory is less than that
   * of {@link SparseKernel}, so that plans hold for both.
   */
  static boolean suits(SparseBlock block, Columns columns) {
    if (columns.gradients() < ModelSize.COLUMNS_OF_STRIPS) {
      return false;
    }
    long width = StripTables.width(columns.margins()) + StripTables.width(columns.gradients());
    long rows = block.rows() + (long) STRIP;
    long bytes = rows * width * Double.BYTES + (long) StripEntries.BYTES * block.values().length;
    long all = columns.margins() + (long) columns.gradients();
    return bytes <= all * Double.BYTES * block.dictionary().length
        && rows * width <= Integer.MAX_VALUE;
  }

  /** Turns to another block, which {@link #suits}; the one before has been deposited. */
  void begin(SparseBlock next) {
    block = next;
    anyGradient = false;
    entries.begin(next);
    int rows = next.rows();
    if (margins.length < rows * width) {
      margins = new double[rows * width];
      residuals = new double[rows * gradientWidth];
    }
    for (int r = 0; r < rows; r++) {
      System.arraycopy(biases, 0, margins, r * width, width);
    }
    int[] dictionary = next.dictionary();
    int strips = StripEntries.strips(next);
    for (int s = 0; s < strips; s++) {
      int from = s * STRIP;
      int to = Math.min(dictionary.length, from + STRIP);
      StripTables.gather(
          columns.weights(), columns.weightsAt(), dictionary, from, to, weights, width);
      add(s, entries.rows(), entries.features(), margins, weights, width);
    }
  }

  private void add(
      int strip, int[] into, int[] from, double[] target, double[] source, int columns) {
    int end = entries.start(strip + 1);
    int next;
    for (int begin = entries.start(strip); begin < end; begin = next) {
      next = Math.min(end, begin + PIECE);
      boolean withVectors = vectors != null && WAY.tries() != WAY.prefersVectors();
      StripProducts way = withVectors ? vectors : PLAIN;
      long started = System.nanoTime();
      way.add(begin, next, into, from, entries.values(), target, source, columns);
      long products = (long) (next - begin) * columns;
      WAY.took(withVectors, 1000 * (System.nanoTime() - started) / products);
    }
  }

  @Override
  public int tileRows() {
    return TILE;
  }

  @Override
  public void margins(int firstRow, int rows, double[][] into) {
    StripTables.toColumns(margins, firstRow, rows, width, many, into);
  }

  @Override
  public void addGradient(int firstRow, int rows, double[][] from) {
    StripTables.fromColumns(from, gradients, residuals, firstRow, rows, gradientWidth);
    ResidualSums.add(from, rows, residualSums);
    anyGradient = true;
  }

  @Override
  public void deposit(BinnedSums into) {
    if (!anyGradient) {
      return;
    }
    int[] dictionary = block.dictionary();
    for (int c = 0; c < gradients; c++) {
      into.reserve(columns.depositAt()[c], dictionary);
    }
    int strips = StripEntries.strips(block);
    for (int s = 0; s < strips; s++) {
      int from = s * STRIP;
      int to = Math.min(dictionary.length, from + STRIP);
      Arrays.fill(gradient, 0.0);
      add(s, entries.features(), entries.rows(), gradient, residuals, gradientWidth);
      for (int c = 0; c < gradients; c++) {
        int first = c - from * gradientWidth;
        into.addScattered(
            columns.depositAt()[c], dictionary, from, to, gradient, first, gradientWidth);
      }
    }
    ResidualSums.deposit(residualSums, columns, into);
  }
}
