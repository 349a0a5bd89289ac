package org.trainyard.mapreduce.linear;

import java.util.Arrays;
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
      fill(block, role, folds[f], uses[f]);
    }
  }

  private void fill(SampleBlock block, Segment.Role role, int fold, double[] use) {
    int rows = block.rows();
    float[] weights = block.header().weights();
    if (weights == null) {
      Arrays.fill(use, 0, rows, 1.0);
    } else {
      for (int r = 0; r < rows; r++) {
        use[r] = weights[r];
      }
    }
    if (role == Segment.Role.TRAINING && !holdout.divides(fold)) {
      return;
    }
    for (int r = 0; r < rows; r++) {
      boolean train = holdout.use(role, block.rowId(r), fold) == Holdout.Use.TRAIN;
      use[r] = train ? use[r] : -use[r];
    }
  }

  /** For each row its weight where it is trained on, minus its weight where it is held out. */
  double[] of(int fold) {
    return uses[fold];
  }
}
