package org.trainyard.mapreduce.linear;

import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.mapreduce.algorithm.Holdout;
import org.trainyard.mapreduce.algorithm.Segment;

/**
 * What the rows of a block are to the models: one array for each distinct fold among them. Not
 * thread-safe.
 */
final class RowUses {
  private final Holdout holdout;
  private final int[] folds;
  private final double[][] uses;

  /** For models with these folds; {@link #of} takes positions in this array. */
  RowUses(Holdout holdout, int[] folds) {
    this.holdout = holdout;
    this.folds = folds;
    this.uses = new double[folds.length][0];
  }

  /** Turns to another block. */
  void begin(SampleBlock block, Segment.Role role) {
    int rows = block.rows();
    for (int f = 0; f < folds.length; f++) {
      if (uses[f].length < rows) {
        uses[f] = new double[rows];
      }
      for (int r = 0; r < rows; r++) {
        double weight = block.weight(r);
        boolean train = holdout.use(role, block.rowId(r), folds[f]) == Holdout.Use.TRAIN;
        uses[f][r] = train ? weight : -weight;
      }
    }
  }

  /** For each row its weight where it is trained on, minus its weight where it is held out. */
  double[] of(int fold) {
    return uses[fold];
  }
}
