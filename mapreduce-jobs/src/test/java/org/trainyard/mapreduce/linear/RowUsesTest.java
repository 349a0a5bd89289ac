package org.trainyard.mapreduce.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.trainyard.formats.sample.BlockHeader;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.mapreduce.algorithm.Holdout;
import org.trainyard.mapreduce.algorithm.Holdout.Use;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.Segment.Role;

/** What a row counts is a matter of its hash, role, fold and weight alone. */
class RowUsesTest {
  private static final int ROWS = 40;

  @Test
  void rowsCountByRoleFoldAndWeightWhateverCameBefore() {
    float[] weights = new float[ROWS];
    for (int r = 0; r < ROWS; r++) {
      weights[r] = r % 5;
    }
    int[] folds = {ModelSpec.NO_FOLD, 0, 1};
    for (Holdout holdout : List.of(new Holdout(7, 0, 3), new Holdout(7, 0.3, 3))) {
      RowUses uses = new RowUses(holdout, folds);
      // Each kind of block follows each other kind.
      for (Role before : Role.values()) {
        for (Role role : Role.values()) {
          for (float[] some : new float[][] {null, weights}) {
            check(uses, holdout, folds, before, null);
            check(uses, holdout, folds, role, some);
            check(uses, holdout, folds, before, weights);
            check(uses, holdout, folds, role, some);
          }
        }
      }
    }
  }

  private static void check(
      RowUses uses, Holdout holdout, int[] folds, Role role, float[] weights) {
    DenseBlock block =
        new DenseBlock(new BlockHeader(3, new double[ROWS], weights), 1, new float[ROWS]);
    uses.begin(block, role);
    for (int first = 0; first < ROWS; first += 16) {
      int rows = Math.min(16, ROWS - first);
      uses.tile(first, rows);
      for (int f = 0; f < folds.length; f++) {
        TileWeights tile = uses.tileOf(f);
        int trains = 0;
        int held = 0;
        for (int r = 0; r < rows; r++) {
          double weight = weights == null ? 1 : weights[first + r];
          Use use = holdout.use(role, block.rowId(first + r), folds[f]);
          assertEquals(use == Use.TRAIN ? weight : 0.0, tile.training()[r]);
          assertEquals(use == Use.TRAIN ? 0.0 : weight, tile.heldOut()[r]);
          trains += use == Use.TRAIN && weight > 0 ? 1 : 0;
          held += use != Use.TRAIN && weight > 0 ? 1 : 0;
        }
        assertEquals(trains, tile.trains());
        assertEquals(held, tile.held());
        assertEquals(weights == null, tile.ones());
      }
    }
  }
}
