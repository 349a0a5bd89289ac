package org.trainyard.mapreduce.metric;

import java.util.EnumSet;
import java.util.Set;
import org.trainyard.mapreduce.algorithm.Scorer;

/**
 * Which metrics apply to a kind of scores, and the sums that they are made from.
 *
 * @param task what is predicted
 * @param loss what the loss handed to the accumulator is
 * @param center a number near the labels' mean, from which their variance is summed; 0 if unknown.
 *     It changes rounding, not meaning
 */
public record MetricsLayout(Task task, LossKind loss, double center) {
  /** What is predicted. */
  public enum Task {
    /** One of two classes, by a margin. */
    BINARY,
    /** One of several classes, by the largest score. */
    CLASSES,
    /** A number. */
    VALUE
  }

  /** What the loss of a sample is. */
  public enum LossKind {
    /** No loss is known. */
    NONE,
    /** Some loss. */
    OTHER,
    /** The negative logarithm of the probability of the true class. */
    LOG_LOSS
  }

  static final int WEIGHT = 0;
  static final int LOSS = 1;
  static final int CORRECT = 2;
  static final int SQUARED_ERROR = 2;
  static final int ABSOLUTE_ERROR = 3;
  static final int LABEL = 4;
  static final int SQUARED_LABEL = 5;

  /**
   * For the scores of a published model, where only probabilities tell a loss.
   *
   * @throws IllegalArgumentException for clusters, which are not measured against labels
   */
  public static MetricsLayout of(Scorer.Output output, double center) {
    return switch (output) {
      case VALUE -> new MetricsLayout(Task.VALUE, LossKind.NONE, center);
      case PROBABILITY -> new MetricsLayout(Task.BINARY, LossKind.LOG_LOSS, 0);
      case MARGIN -> new MetricsLayout(Task.BINARY, LossKind.NONE, 0);
      case CLASS_PROBABILITIES -> new MetricsLayout(Task.CLASSES, LossKind.LOG_LOSS, 0);
      case CLUSTER ->
          throw new IllegalArgumentException(
              "Clusters are not measured against labels; their metric is the inertia");
    };
  }

  /** Number of scalar sums of a partial that one accumulator takes. */
  public int scalars() {
    return task == Task.VALUE ? 6 : 3;
  }

  /**
   * Marks the scalar sums of one accumulator that many samples are added to in lanes ({@link
   * LaneSum}); the others are summed sample by sample.
   *
   * @param byLane modified
   * @param firstScalar the accumulator's
   */
  public void markLanes(boolean[] byLane, int firstScalar) {
    byLane[firstScalar + LOSS] = task != Task.VALUE;
  }

  /** The metrics that can be read from the sums. */
  public Set<Metric> metrics() {
    EnumSet<Metric> metrics =
        switch (task) {
          case BINARY -> EnumSet.of(Metric.ACCURACY, Metric.AUC);
          case CLASSES -> EnumSet.of(Metric.ACCURACY);
          case VALUE -> EnumSet.of(Metric.RMSE, Metric.MAE, Metric.R2);
        };
    if (loss != LossKind.NONE) {
      metrics.add(Metric.LOSS);
    }
    if (loss == LossKind.LOG_LOSS) {
      metrics.add(Metric.LOG_LOSS);
    }
    return metrics;
  }
}
