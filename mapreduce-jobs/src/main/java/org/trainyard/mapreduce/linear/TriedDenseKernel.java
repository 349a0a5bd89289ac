package org.trainyard.mapreduce.linear;

import org.trainyard.formats.partial.BinnedSums;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.mapreduce.elementary.FasterWay;

/**
 * Gives whole blocks to the plain loops or to the processor's vectors, whichever is faster in this
 * virtual machine so far; both have the same bits. Code on vectors is very slow until it is
 * compiled, so every now and then a block tries it until it wins. Where the module of vectors is
 * missing, nothing is tried.
 */
final class TriedDenseKernel implements DenseKernel {
  /** Blocks for each that is a trial: a few of them compile its loops. */
  private static final int BLOCKS = 6;

  private static final int EARLY = 40 * BLOCKS;

  private static final FasterWay ONE = new FasterWay(BLOCKS, EARLY);
  private static final FasterWay MANY = new FasterWay(BLOCKS, EARLY);

  /** Fewest margin columns that repay laying columns side by side. */
  private static final int FEWEST = 4;

  private final FasterWay way;
  private final DenseKernel plain;
  private final DenseKernel vectors;
  private DenseKernel chosen;
  private long values;
  private long started;

  TriedDenseKernel(Columns columns) {
    boolean many = columns.margins() >= FEWEST;
    this.way = many ? MANY : ONE;
    this.plain = new PlainDenseKernel(columns);
    this.vectors = many ? new VectorManyColumns(columns) : new VectorDenseKernel(columns);
    this.chosen = plain;
  }

  @Override
  public void begin(DenseBlock block) {
    chosen = way.tries() != way.prefersVectors() ? vectors : plain;
    chosen.begin(block);
    values = Math.max(1, block.values().length);
    started = System.nanoTime();
  }

  @Override
  public int tileRows() {
    return chosen.tileRows();
  }

  @Override
  public void margins(int firstRow, int rows, double[][] margins) {
    chosen.margins(firstRow, rows, margins);
  }

  @Override
  public void addGradient(int firstRow, int rows, double[][] residuals) {
    chosen.addGradient(firstRow, rows, residuals);
  }

  @Override
  public void deposit(BinnedSums into) {
    chosen.deposit(into);
    long time = (System.nanoTime() - started) * 1000 / values;
    way.took(chosen == vectors, time);
  }
}
