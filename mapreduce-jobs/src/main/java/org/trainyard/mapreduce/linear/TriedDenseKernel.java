package org.trainyard.mapreduce.linear;

import java.util.concurrent.atomic.AtomicLong;
import org.trainyard.formats.partial.BinnedSums;
import org.trainyard.formats.sample.DenseBlock;

/**
 * Gives whole blocks to the plain loops or to the processor's vectors, whichever is faster in this
 * virtual machine so far; both have the same bits. Code on vectors is very slow until it is
 * compiled, so every now and then a block tries it until it wins. Where the module of vectors is
 * missing, nothing is tried.
 */
final class TriedDenseKernel implements DenseKernel {
  /** Blocks for each that tries the vectors. */
  private static final long TRIAL = 16;

  /** Fewest margin columns that repay laying columns side by side. */
  private static final int MANY = 4;

  private static final AtomicLong BLOCKS = new AtomicLong();

  /**
   * Times for a value, in ps, of either kind, as short as they were seen lately: a machine that is
   * busy makes them longer. A race loses no more than a choice.
   */
  private static volatile long plainTime = Long.MAX_VALUE;

  private static volatile long vectorTime = Long.MAX_VALUE;

  private final DenseKernel plain;
  private final DenseKernel vectors;
  private DenseKernel chosen;
  private long values;
  private long started;

  TriedDenseKernel(Columns columns) {
    this.plain = new PlainDenseKernel(columns);
    this.vectors =
        columns.margins() < MANY ? new VectorDenseKernel(columns) : new VectorManyColumns(columns);
    this.chosen = plain;
  }

  @Override
  public void begin(DenseBlock block) {
    boolean trial = BLOCKS.incrementAndGet() % TRIAL == 0;
    boolean win = vectorTime < plainTime;
    chosen = win == trial ? plain : vectors;
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
    if (chosen == plain) {
      plainTime = lately(plainTime, time);
    } else {
      vectorTime = lately(vectorTime, time);
    }
  }

  private static long lately(long before, long time) {
    return time < before ? time : before + (time - before) / 8;
  }
}
