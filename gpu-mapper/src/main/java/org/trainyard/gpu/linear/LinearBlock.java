package org.trainyard.gpu.linear;

import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.mapreduce.kernel.LinearScanSpec;

/** Rows of a sample block that a launch computes, on the device. */
interface LinearBlock extends AutoCloseable {
  /** How many words describe it; which one says what is {@code BlockWord} of linear.cuh. */
  int WORDS = 18;

  int ROWS = 0;
  int TRAINS = 1;
  int LABELS = 2;
  int SAMPLE_WEIGHTS = 3;
  int MARKS = 4;
  int X = 5;
  int SUMS = 6;
  int ROW_START = 7;
  int ROW_COLUMNS = 8;
  int ENTRIES = 9;
  int ENTRY_START = 10;
  int ENTRY_ROWS = 11;
  int ENTRY_X = 12;
  int RECORDS = 13;
  int DICTIONARY = 14;
  int KEPT = 15;
  int BEGINS = 16;
  int ENDS = 17;

  /** Rows. */
  int rows();

  /** The block that they are rows of. */
  SampleBlock block();

  /** The words that describe it, but for what belongs to a launch. */
  long[] words();

  /**
   * The words that describe it in a launch.
   *
   * @param sums address of its sums in the launch's memory
   * @param work address of its rows' records (sparse), or of what tiles hand on (dense)
   */
  default long[] words(long sums, long work) {
    long[] words = words();
    words[SUMS] = sums;
    words[isSparse() ? RECORDS : KEPT] = work;
    return words;
  }

  /** Numbers of a gradient column: features, or entries of the dictionary. */
  default int width() {
    return block() instanceof SparseBlock sparse ? sparse.dictionary().length : block().features();
  }

  /** Whether its rows are sparse. */
  default boolean isSparse() {
    return block() instanceof SparseBlock;
  }

  /** Numbers that come back. */
  default long sumDoubles(LinearScanSpec spec) {
    return (long) spec.gradients() * (width() + 1) + spec.scalars();
  }

  /** Doubles that scalar sums hand on from rows to rows. */
  static long kept(LinearScanSpec spec) {
    return 8L * (spec.gradients() + spec.scalars());
  }

  /** Says that no work on it is under way any more. */
  @Override
  void close();
}
