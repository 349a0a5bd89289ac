package org.trainyard.mapreduce.algorithm;

import java.util.List;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.vector.Vector;
import org.trainyard.formats.vector.VectorShelf;

/**
 * Everything an algorithm is made from. The same in every process of a run.
 *
 * @param features what is known of the encoded features
 * @param labels what is known of the labels
 * @param rows number of samples of the training dataset, held-out ones included
 * @param blocks number of blocks of the training dataset
 * @param models the K models to train together, at least one
 * @param holdout who is trained on and who is measured on
 * @param hasValidation whether a validation dataset, a fraction or folds are held out
 * @param settings all settings of the run; algorithms read their own keys from it
 * @param seed of all randomness
 * @param warmStart parameters to start from, or null
 */
public record TrainingProblem(
    Features features,
    Labels labels,
    long rows,
    long blocks,
    List<ModelSpec> models,
    Holdout holdout,
    boolean hasValidation,
    KeySource settings,
    long seed,
    TrainedModel warmStart) {

  /**
   * Whether this is a search, where some configurations are expected to diverge: they leave, and
   * the others go on. Else a model that diverges ends the run.
   */
  public boolean searches() {
    return settings.get(TrainingKeys.STRATEGY.name()) != null;
  }

  /**
   * The encoded features.
   *
   * @param count width of the model's input, without an intercept
   * @param names a name for each feature, or null when there are too many to name
   * @param mean of each feature over the training dataset, after encoding and filling of missing
   *     values
   * @param deviation standard deviation of each feature; 0 for a constant one
   * @param shelf for what is computed from these and visited in every iteration
   */
  public record Features(
      int count, List<String> names, Vector mean, Vector deviation, VectorShelf shelf) {
    /** Of a process that visits them seldom. */
    public Features(int count, List<String> names, Vector mean, Vector deviation) {
      this(count, names, mean, deviation, VectorShelf.none());
    }

    /** With statistics on the heap. */
    public Features(int count, List<String> names, double[] mean, double[] deviation) {
      this(count, names, Vector.of(mean), Vector.of(deviation));
    }
  }

  /**
   * The labels.
   *
   * @param classes the class names in the order of their numbers; empty for regression and
   *     unlabelled data
   * @param classRows rows of each class
   * @param mean of the numeric label; NaN for classes
   * @param deviation standard deviation of the numeric label; NaN for classes
   */
  public record Labels(List<String> classes, long[] classRows, double mean, double deviation) {}
}
