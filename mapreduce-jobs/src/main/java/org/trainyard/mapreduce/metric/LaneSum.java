package org.trainyard.mapreduce.metric;

import java.util.Arrays;

/**
 * A weighted sum over the rows of a block in eight lanes: row r goes to lane r mod 8, rows of a
 * lane are added in order, and the sum is ((0 + 1) + (2 + 3)) + ((4 + 5) + (6 + 7)). Rows without
 * weight do not count, whatever their number. Additions in one lane wait for each other; eight do
 * not. Not thread-safe.
 */
public final class LaneSum {
  private static final int LANES = 8;

  private final double[] lanes = new double[LANES];

  /**
   * Adds {@code weights[r] * x[r]} of the first {@code rows} rows of a tile that begins at a
   * multiple of eight rows of the block.
   */
  public void add(double[] weights, double[] x, int rows) {
    double a = lanes[0];
    double b = lanes[1];
    double c = lanes[2];
    double d = lanes[3];
    double e = lanes[4];
    double f = lanes[5];
    double g = lanes[6];
    double h = lanes[7];
    int r = 0;
    for (; r + LANES <= rows; r += LANES) {
      a += product(weights[r], x[r]);
      b += product(weights[r + 1], x[r + 1]);
      c += product(weights[r + 2], x[r + 2]);
      d += product(weights[r + 3], x[r + 3]);
      e += product(weights[r + 4], x[r + 4]);
      f += product(weights[r + 5], x[r + 5]);
      g += product(weights[r + 6], x[r + 6]);
      h += product(weights[r + 7], x[r + 7]);
    }
    lanes[0] = a;
    lanes[1] = b;
    lanes[2] = c;
    lanes[3] = d;
    lanes[4] = e;
    lanes[5] = f;
    lanes[6] = g;
    lanes[7] = h;
    for (; r < rows; r++) {
      lanes[r % LANES] += product(weights[r], x[r]);
    }
  }

  /** As {@link #add} with weights of 1. */
  public void add(double[] x, int rows) {
    double a = lanes[0];
    double b = lanes[1];
    double c = lanes[2];
    double d = lanes[3];
    double e = lanes[4];
    double f = lanes[5];
    double g = lanes[6];
    double h = lanes[7];
    int r = 0;
    for (; r + LANES <= rows; r += LANES) {
      a += x[r];
      b += x[r + 1];
      c += x[r + 2];
      d += x[r + 3];
      e += x[r + 4];
      f += x[r + 5];
      g += x[r + 6];
      h += x[r + 7];
    }
    lanes[0] = a;
    lanes[1] = b;
    lanes[2] = c;
    lanes[3] = d;
    lanes[4] = e;
    lanes[5] = f;
    lanes[6] = g;
    lanes[7] = h;
    for (; r < rows; r++) {
      lanes[r % LANES] += x[r];
    }
  }

  /**
   * The product with a weight that is not negative; 0 without weight, even if x is not finite. No
   * branch: held-out rows are anyone's guess.
   */
  public static double product(double weight, double x) {
    // -1 where the weight is positive, 0 where it is 0.
    long mask = -Double.doubleToRawLongBits(weight) >> 63;
    return Double.longBitsToDouble(Double.doubleToRawLongBits(weight * x) & mask);
  }

  /** The sum of the block; begins anew. */
  public double take() {
    double[] l = lanes;
    double sum = ((l[0] + l[1]) + (l[2] + l[3])) + ((l[4] + l[5]) + (l[6] + l[7]));
    Arrays.fill(lanes, 0.0);
    return sum;
  }
}
