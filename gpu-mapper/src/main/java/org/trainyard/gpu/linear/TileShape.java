package org.trainyard.gpu.linear;

import org.trainyard.mapreduce.kernel.LinearScanSpec;
import org.trainyard.mapreduce.kernel.Precision;

/**
 * How a thread block takes a dense sample block: a function of the scan's sizes alone. It shows in
 * no bit of any sum.
 *
 * @param rows of a tile, a multiple of eight
 * @param strip features that are in shared memory together: all, or a multiple of four
 * @param near whether the rows' records are in shared memory too
 * @param roomDoubles of device memory that a thread block works in
 */
record TileShape(int rows, int strip, boolean near, long roomDoubles) {
  /** Doubles of shared memory; {@code POOL} of linear.cu. */
  private static final int POOL = 6080;

  private static final int MOST_ROWS = 256;

  /** A tile of fewer rows leaves most threads of a block without work. */
  private static final int FEWEST_ROWS = 32;

  /** Rows of a tile whose features go through shared memory strip by strip. */
  private static final int STRIP_ROWS = 64;

  /** The shape for a scan. */
  static TileShape of(LinearScanSpec spec, Precision precision) {
    int features = spec.features();
    int stride = recordDoubles(spec, precision);
    for (int rows = MOST_ROWS; rows >= FEWEST_ROWS; rows /= 2) {
      if (tileDoubles(rows, features) + (long) rows * stride <= POOL) {
        return new TileShape(rows, Math.max(1, features), true, 0);
      }
    }
    for (int rows = MOST_ROWS; rows >= FEWEST_ROWS; rows /= 2) {
      if (tileDoubles(rows, features) <= POOL) {
        return new TileShape(rows, Math.max(1, features), false, (long) rows * stride);
      }
    }
    // An even strip has one float of distance more.
    int most = 2 * POOL / STRIP_ROWS - 4;
    int pieces = (features + most - 1) / most;
    int strip = (features + 4 * pieces - 1) / (4 * pieces) * 4;
    long kept = 16L * STRIP_ROWS * groups(spec.columns());
    return new TileShape(STRIP_ROWS, strip, false, (long) STRIP_ROWS * stride + kept);
  }

  private static long tileDoubles(int rows, int features) {
    return ((long) rows * (Math.max(1, features) | 1) + 1) / 2;
  }

  /** Doubles of a row's record: margins, residuals, terms of scalars, residuals as floats; odd. */
  static int recordDoubles(LinearScanSpec spec, Precision precision) {
    int floats = precision == Precision.SINGLE ? (spec.gradients() + 1) / 2 : 0;
    return spec.columns() + spec.gradients() + spec.scalars() + floats | 1;
  }

  /** How many tiles a block of so many rows has: at least one, which ends its sums. */
  int tiles(int blockRows) {
    return Math.max(1, (blockRows + rows - 1) / rows);
  }

  /** Groups of up to four columns, which a thread takes together. */
  static int groups(int columns) {
    return (columns + 3) / 4;
  }
}
