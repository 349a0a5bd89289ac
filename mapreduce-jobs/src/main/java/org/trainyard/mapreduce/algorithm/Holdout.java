package org.trainyard.mapreduce.algorithm;

import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.mapreduce.kernel.RowMarks;

/**
 * Which samples a model is trained on and which it is measured on: a function of the seed and the
 * sample, never of a task.
 *
 * @param seed of the run
 * @param fraction of the training data that all models hold out, 0 to below 1
 * @param folds number of folds for cross-validation; 0 or 1 for none
 */
public record Holdout(long seed, double fraction, int folds) {
  /** What one sample is to one model. */
  public enum Use {
    TRAIN,
    VALIDATE
  }

  /** No sample is held out. */
  public static Holdout none() {
    return new Holdout(0, 0.0, 0);
  }

  /** Whether a model with this fold is trained on less than all of the training data. */
  public boolean divides(int fold) {
    return fold != ModelSpec.EVERY_SAMPLE && (fraction > 0 || fold != ModelSpec.NO_FOLD);
  }

  /** Whether all models hold a sample of the training data out: it is in the common fraction. */
  public boolean heldOutFromAll(long rowId) {
    return fraction > 0 && Hashes.uniform(seed, Hashes.HOLDOUT, rowId) < fraction;
  }

  /** The fold of a sample, from 0; 0 too where there are no folds. */
  public int fold(long rowId) {
    return (int) (Hashes.uniform(seed, Hashes.FOLD, rowId) * folds);
  }

  /** What the sample with this identity in this kind of dataset is to the model with this fold. */
  public Use use(Segment.Role role, long rowId, int fold) {
    if (role == Segment.Role.VALIDATION) {
      return Use.VALIDATE;
    }
    if (fold == ModelSpec.EVERY_SAMPLE) {
      return Use.TRAIN;
    }
    boolean held = heldOutFromAll(rowId) || (fold != ModelSpec.NO_FOLD && fold(rowId) == fold);
    return held ? Use.VALIDATE : Use.TRAIN;
  }

  /** The same of the training data, as a device keeps it beside a block. */
  public RowMarks marks() {
    return new RowMarks(toString(), this::marks);
  }

  private int[] marks(SampleBlock block) {
    int[] marks = new int[block.rows()];
    for (int r = 0; r < marks.length; r++) {
      long rowId = block.rowId(r);
      marks[r] = heldOutFromAll(rowId) ? RowMarks.ALL : fold(rowId);
    }
    return marks;
  }
}
