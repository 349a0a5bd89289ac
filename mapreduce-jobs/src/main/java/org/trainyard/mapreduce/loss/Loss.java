package org.trainyard.mapreduce.loss;

import org.trainyard.mapreduce.algorithm.TrainingKeys.LossName;

/**
 * The loss of one sample as a function of its margins m, one for each output.
 *
 * <p>Margins of one sample stand in a caller's array: output o at {@code at + o * stride}. Margins
 * of many rows stand in one array for each output: output o of row i at {@code m[first + o][i]};
 * every row has the same bits as alone. Stateless.
 */
public interface Loss {
  /** Its name: a kernel of a device has the same loss by it. */
  LossName name();

  /** The error beyond which the Huber loss is linear; 0 for all others. */
  default double delta() {
    return 0.0;
  }

  /** Number of margins: 1, or the number of classes. */
  int outputs();

  /** Whether {@link #hessianVector} is defined, at least in the generalised sense. */
  boolean hasHessian();

  /** The loss at margins m and label y. */
  double value(double[] m, int at, int stride, double y);

  /**
   * The loss and its gradient with respect to the margins.
   *
   * @param r modified: the derivative by output o at {@code rAt + o * stride}
   * @return the loss
   */
  double derivative(double[] m, int at, int stride, double y, double[] r, int rAt);

  /**
   * The second derivative with respect to the margins, times v.
   *
   * @param v a direction, component o at {@code vAt + o * stride}
   * @param r modified: component o of the product at {@code rAt + o * stride}
   */
  void hessianVector(
      double[] m, int at, double[] v, int vAt, int stride, double y, double[] r, int rAt);

  /**
   * The losses of the first {@code rows} rows.
   *
   * @param values modified: the loss of each row
   */
  void values(double[][] m, int first, double[] y, int rows, double[] values, LossWork work);

  /**
   * The losses of the first {@code rows} rows and their gradients with respect to the margins.
   *
   * @param values modified: the loss of each row
   * @param r modified: the derivative by output o in row i at {@code r[rFirst + o][i]}
   */
  void derivatives(
      double[][] m,
      int first,
      double[] y,
      int rows,
      double[] values,
      double[][] r,
      int rFirst,
      LossWork work);

  /**
   * The second derivatives with respect to the margins, times v, of the first {@code rows} rows.
   *
   * @param vFirst the directions begin there: component o of row i at {@code m[vFirst + o][i]}
   * @param r modified: component o of the product of row i at {@code r[rFirst + o][i]}
   */
  void hessianVectors(
      double[][] m,
      int first,
      int vFirst,
      double[] y,
      int rows,
      double[][] r,
      int rFirst,
      LossWork work);

  /** The margin that would be best if all labels were {@code mean}; 0 for classes. */
  default double marginOfMean(double mean) {
    return 0.0;
  }

  /** About the second derivative at the margins of the start, for labels of this mean; positive. */
  default double curvatureAtStart(double mean) {
    return 1.0;
  }

  /** The margins' meaning for people and scorers: in place, m becomes the prediction. */
  default void predict(double[] m, int at, int stride) {}

  /**
   * Finds a loss by name.
   *
   * @param classes number of classes; used by softmax only
   * @param delta the error beyond which the Huber loss is linear; used by it only
   */
  static Loss of(LossName name, int classes, double delta) {
    return switch (name) {
      case SQUARED -> new SquaredLoss();
      case LOGISTIC -> new LogisticLoss();
      case SOFTMAX -> new SoftmaxLoss(classes);
      case POISSON -> new PoissonLoss();
      case HINGE -> new HingeLoss();
      case SQUARED_HINGE -> new SquaredHingeLoss();
      case HUBER -> new HuberLoss(delta);
    };
  }
}
