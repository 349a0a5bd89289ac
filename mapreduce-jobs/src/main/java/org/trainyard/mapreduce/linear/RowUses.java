package org.trainyard.mapreduce.linear;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.mapreduce.algorithm.Holdout;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.Segment;

/**
 * What the rows of a block are to the models: one array for each distinct fold among them. Not
 * thread-safe.
 */
final class RowUses {
  private final Holdout holdout;
  private final int[] folds;
  private final double[][] uses;

  /** Positions of the folds whose models are trained on less than all of the training data. */
  private final int[] divided;

  /** For each position whether it is one of them. */
  private final boolean[] isDivided;

  private final boolean hasFolds;

  private final TileWeights[] tiles;
  private boolean ones;
  private boolean training;

  /** For models with these folds; {@link #of} takes positions in this array. */
  RowUses(Holdout holdout, int[] folds) {
    this.holdout = holdout;
    this.folds = folds;
    this.uses = new double[folds.length][0];
    this.divided =
        IntStream.range(0, folds.length).filter(f -> holdout.divides(folds[f])).toArray();
    this.isDivided = new boolean[folds.length];
    for (int f : divided) {
      isDivided[f] = true;
    }
    this.tiles = new TileWeights[folds.length];
    Arrays.setAll(tiles, f -> new TileWeights());
    this.hasFolds = Arrays.stream(folds).anyMatch(fold -> fold >= 0);
  }

  /** Turns to another block. */
  void begin(SampleBlock block, Segment.Role role) {
    int rows = block.rows();
    ones = block.header().weights() == null;
    training = role == Segment.Role.TRAINING;
    for (int f = 0; f < folds.length; f++) {
      if (uses[f].length < rows) {
        uses[f] = new double[rows];
      }
      weigh(block, uses[f]);
    }
    if (role == Segment.Role.VALIDATION) {
      Arrays.stream(uses).forEach(use -> negate(use, rows));
    } else if (divided.length > 0) {
      divide(block);
    }
  }

  private static void weigh(SampleBlock block, double[] use) {
    int rows = block.rows();
    float[] weights = block.header().weights();
    if (weights == null) {
      Arrays.fill(use, 0, rows, 1.0);
    } else {
      for (int r = 0; r < rows; r++) {
        use[r] = weights[r];
      }
    }
  }

  private static void negate(double[] use, int rows) {
    for (int r = 0; r < rows; r++) {
      use[r] = -use[r];
    }
  }

  /** The hashes are of the row, so many folds cost no more of them than one. */
  private void divide(SampleBlock block) {
    for (int r = 0; r < block.rows(); r++) {
      long rowId = block.rowId(r);
      boolean common = holdout.heldOutFromAll(rowId);
      int own = hasFolds ? holdout.fold(rowId) : ModelSpec.NO_FOLD;
      for (int f : divided) {
        if (common || hasFolds && folds[f] == own) {
          uses[f][r] = -uses[f][r];
        }
      }
    }
  }

  /** For each row its weight where it is trained on, minus its weight where it is held out. */
  double[] of(int fold) {
    return uses[fold];
  }

  /** Turns to a tile of the block. */
  void tile(int firstRow, int rows) {
    for (int f = 0; f < tiles.length; f++) {
      if (ones && training && !isDivided[f]) {
        tiles[f].turnToTraining(rows);
      } else {
        tiles[f].turn(uses[f], firstRow, rows, ones);
      }
    }
  }

  /** What the rows of the tile count; valid until the next one. */
  TileWeights tileOf(int fold) {
    return tiles[fold];
  }
}
