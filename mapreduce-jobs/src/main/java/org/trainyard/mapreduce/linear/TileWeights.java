package org.trainyard.mapreduce.linear;

import java.util.Arrays;

/** What the rows of a tile count for the models of one fold. Not thread-safe. */
final class TileWeights {
  private static final double[] ONES = new double[LinearKernel.TILE];
  private static final double[] ZEROS = new double[LinearKernel.TILE];

  static {
    Arrays.fill(ONES, 1.0);
  }

  private final double[] ownTraining = new double[LinearKernel.TILE];
  private final double[] ownHeldOut = new double[LinearKernel.TILE];
  private double[] training = ownTraining;
  private double[] heldOut = ownHeldOut;
  private int trains;
  private int held;
  private boolean ones;

  /**
   * Turns to another tile.
   *
   * @param uses of the block's rows, see {@link RowUses#of}
   * @param allOnes whether all of them are 1 or -1
   */
  void turn(double[] uses, int firstRow, int rows, boolean allOnes) {
    ones = allOnes;
    training = ownTraining;
    heldOut = ownHeldOut;
    trains = 0;
    held = 0;
    for (int r = 0; r < rows; r++) {
      double use = uses[firstRow + r];
      training[r] = Math.max(use, 0.0);
      heldOut[r] = Math.max(-use, 0.0);
      trains += use > 0 ? 1 : 0;
      held += use < 0 ? 1 : 0;
    }
  }

  /** Turns to a tile whose rows are all trained on and weigh 1: nothing is looked at. */
  void turnToTraining(int rows) {
    ones = true;
    training = ONES;
    heldOut = ZEROS;
    trains = rows;
    held = 0;
  }

  /** For each row its weight where it is trained on, otherwise 0; not to be modified. */
  double[] training() {
    return training;
  }

  /** For each row its weight where it is held out, otherwise 0; not to be modified. */
  double[] heldOut() {
    return heldOut;
  }

  /** Rows that are trained on. */
  int trains() {
    return trains;
  }

  /** Rows that are held out. */
  int held() {
    return held;
  }

  /** Whether all weights of the block are 0 or 1. */
  boolean ones() {
    return ones;
  }
}
