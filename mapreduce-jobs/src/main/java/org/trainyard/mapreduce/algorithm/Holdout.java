package org.trainyard.mapreduce.algorithm;

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
    return fraction > 0 || fold != ModelSpec.NO_FOLD;
  }

  /** What the sample with this identity in this kind of dataset is to the model with this fold. */
  public Use use(Segment.Role role, long rowId, int fold) {
    if (role == Segment.Role.VALIDATION) {
      return Use.VALIDATE;
    }
    if (fraction > 0 && Hashes.uniform(seed, Hashes.HOLDOUT, rowId) < fraction) {
      return Use.VALIDATE;
    }
    boolean held =
        fold != ModelSpec.NO_FOLD
            && (int) (Hashes.uniform(seed, Hashes.FOLD, rowId) * folds) == fold;
    return held ? Use.VALIDATE : Use.TRAIN;
  }
}
