package org.trainyard.mapreduce.linear;

/** What the rows of a tile count for the models of one fold. Not thread-safe. */
final class TileWeights {
  private final double[] training = new double[LinearKernel.TILE];
  private final double[] heldOut = new double[LinearKernel.TILE];
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

  /** For each row its weight where it is trained on, otherwise 0. */
  double[] training() {
    return training;
  }

  /** For each row its weight where it is held out, otherwise 0. */
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
