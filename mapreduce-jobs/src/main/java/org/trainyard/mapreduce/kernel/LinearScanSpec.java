package org.trainyard.mapreduce.kernel;

import java.util.List;

/**
 * What a scan of linear models computes for each sample block: everything that {@link
 * org.trainyard.mapreduce.linear} sums, for all models together. Arrays are shared, not modified.
 *
 * <p>Margins are X·W + b, one column for each output of each point of each model; a column's
 * gradient is Xᵀ·R. The order of each sum is that of the reference.
 *
 * @param features number of features
 * @param outputs margins that a loss takes: 1, or the number of classes
 * @param columns number of margin columns
 * @param weights for each margin column an array with its coefficients, then its intercept where
 *     there is one
 * @param weightsAt where the coefficients of a column begin in its array
 * @param intercept whether there are intercepts
 * @param gradients number of gradient columns
 * @param loss of all models
 * @param metrics what is measured
 * @param hasLoss whether metrics sum losses
 * @param center a number near the labels' mean, subtracted before they are squared
 * @param byLane for each scalar sum whether it is summed in eight lanes of rows, or row by row
 * @param slots what each model asks
 */
public record LinearScanSpec(
    int features,
    int outputs,
    int columns,
    double[][] weights,
    int[] weightsAt,
    boolean intercept,
    int gradients,
    LossForm loss,
    MetricForm metrics,
    boolean hasLoss,
    double center,
    boolean[] byLane,
    List<Slot> slots) {
  /** A loss as a function of margins and label. */
  public enum LossForm {
    SQUARED,
    LOGISTIC,
    SOFTMAX,
    POISSON,
    HINGE,
    SQUARED_HINGE,
    HUBER
  }

  /** What is measured of a row. */
  public enum MetricForm {
    /** Weight, loss, weight of right answers; and the table of scores. */
    BINARY(3),
    /** Weight, loss, weight of right answers. */
    CLASSES(3),
    /** Weight, loss, squared and absolute error, label and squared label. */
    VALUE(6);

    private final int scalars;

    MetricForm(int scalars) {
      this.scalars = scalars;
    }

    /** Scalar sums that it takes. */
    public int scalars() {
      return scalars;
    }
  }

  /** What the margin columns of a model are. */
  public enum SlotKind {
    /** Those of one point after the other. */
    POINTS,
    /** Those of a point and of a direction from it. */
    LINE,
    /** Those of a point and of a direction that its Hessian is multiplied with. */
    HESSIAN
  }

  /**
   * What one model asks.
   *
   * @param kind what its margin columns are
   * @param firstColumn the first of them
   * @param firstGradient its first gradient column, one for each output; -1 if it asks none
   * @param firstScalar its first scalar sum: the training weight, the losses at the points, the
   *     metrics of training rows and of held-out ones
   * @param values points whose loss is asked; 0 for a Hessian, which has no metrics either
   * @param steps along the line: one fewer than values; otherwise empty
   * @param fold whose rows are held out; below 0 for none
   * @param divided whether rows may be held out at all
   * @param classFactors factors on the weight of training rows by class; empty for none
   * @param delta parameter of the loss
   */
  public record Slot(
      SlotKind kind,
      int firstColumn,
      int firstGradient,
      int firstScalar,
      int values,
      double[] steps,
      int fold,
      boolean divided,
      double[] classFactors,
      double delta) {}

  /** Checks that all places lie in their arrays, so that a kernel need not. */
  public LinearScanSpec {
    boolean sound =
        features >= 0
            && outputs >= 1
            && (outputs == 1 || loss == LossForm.SOFTMAX)
            && columns == weights.length
            && columns == weightsAt.length;
    int width = features + (intercept ? 1 : 0);
    for (int v = 0; sound && v < columns; v++) {
      sound = weightsAt[v] >= 0 && weightsAt[v] <= weights[v].length - width;
    }
    for (Slot slot : slots) {
      sound = sound && fits(slot, outputs, columns, gradients, metrics, byLane.length);
    }
    if (!sound) {
      throw new IllegalArgumentException("The places of a scan do not lie in its arrays");
    }
    slots = List.copyOf(slots);
  }

  private static boolean fits(
      Slot slot, int outputs, int columns, int gradients, MetricForm metrics, int scalars) {
    boolean points = slot.kind() == SlotKind.POINTS;
    boolean line = slot.kind() == SlotKind.LINE;
    int vectors = points ? slot.values() : 2;
    boolean asks = slot.kind() == SlotKind.HESSIAN ? slot.values() == 0 : slot.values() > 0;
    int own = 1 + slot.values() + (slot.values() > 0 ? 2 * metrics.scalars() : 0);
    return asks
        && slot.steps().length == (line ? slot.values() - 1 : 0)
        && slot.firstColumn() >= 0
        && slot.firstColumn() <= columns - vectors * outputs
        && slot.firstGradient() >= -1
        && (slot.firstGradient() < 0 || slot.firstGradient() <= gradients - outputs)
        && slot.firstScalar() >= 0
        && slot.firstScalar() <= scalars - own;
  }

  /** Number of scalar sums. */
  public int scalars() {
    return byLane.length;
  }

  /** Number of score tables: two for each model, where two classes are measured. */
  public int tables() {
    boolean scored =
        metrics == MetricForm.BINARY && slots.stream().anyMatch(slot -> slot.values() > 0);
    return scored ? 2 * slots.size() : 0;
  }

  /** Intercept of a margin column. */
  public double bias(int column) {
    return intercept ? weights[column][weightsAt[column] + features] : 0.0;
  }
}
