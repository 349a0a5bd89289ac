package org.trainyard.mapreduce.linear;

import org.trainyard.mapreduce.algorithm.TrainingProblem.Features;

/**
 * The affine map between the coordinates of the data ("raw") and those of the optimisers
 * ("scaled"), in which every feature has a like effect: x' = (x - center)/scale. Margins are the
 * same in both. All parameters are matrices as the package says.
 *
 * @param features number of features
 * @param intercept whether there is an intercept, the last column
 * @param center of each feature; all 0 without an intercept, which has to take up the shift
 * @param scale of each feature, positive
 */
record FeatureScaling(int features, boolean intercept, double[] center, double[] scale) {

  /** Deviations below this fraction of the mean are rounding in the statistics. */
  private static final double CONSTANT = 1e-10;

  /** By mean and deviation: what {@code --standardize} penalises. */
  static FeatureScaling standardising(Features features, boolean intercept) {
    double[] scale = new double[features.count()];
    for (int j = 0; j < scale.length; j++) {
      double deviation = features.deviation()[j];
      boolean constant = !(deviation > CONSTANT * Math.abs(features.mean()[j]));
      scale[j] = constant ? 1.0 : deviation;
    }
    return new FeatureScaling(features.count(), intercept, centers(features, intercept), scale);
  }

  /**
   * By the root of the mean square of what the optimiser sees of a feature, plus l2: the diagonal
   * of the objective's Hessian for the squared loss. It changes the path, not the optimum.
   */
  static FeatureScaling conditioning(Features features, boolean intercept, double l2) {
    double[] scale = new double[features.count()];
    for (int j = 0; j < scale.length; j++) {
      double mean = features.mean()[j];
      double deviation = features.deviation()[j];
      double variance = deviation > CONSTANT * Math.abs(mean) ? deviation * deviation : 0.0;
      double size = Math.sqrt(variance + (intercept ? 0.0 : mean * mean) + l2);
      scale[j] = size > 0 && size < Double.POSITIVE_INFINITY ? size : 1.0;
    }
    return new FeatureScaling(features.count(), intercept, centers(features, intercept), scale);
  }

  private static double[] centers(Features features, boolean intercept) {
    return intercept ? features.mean() : new double[features.count()];
  }

  /** Number of columns of a parameter matrix. */
  int width() {
    return features + (intercept ? 1 : 0);
  }

  /** Scaled parameters in raw coordinates: a new array. Linear, so it maps directions too. */
  double[] toRaw(double[] scaled) {
    double[] raw = new double[scaled.length];
    for (int row = 0; row < scaled.length; row += width()) {
      double shift = 0;
      for (int j = 0; j < features; j++) {
        raw[row + j] = scaled[row + j] / scale[j];
        shift += raw[row + j] * center[j];
      }
      if (intercept) {
        raw[row + features] = scaled[row + features] - shift;
      }
    }
    return raw;
  }

  /** Raw parameters in scaled coordinates: a new array. */
  double[] toScaled(double[] raw) {
    double[] scaled = new double[raw.length];
    for (int row = 0; row < raw.length; row += width()) {
      double shift = 0;
      for (int j = 0; j < features; j++) {
        scaled[row + j] = raw[row + j] * scale[j];
        shift += raw[row + j] * center[j];
      }
      if (intercept) {
        scaled[row + features] = raw[row + features] + shift;
      }
    }
    return scaled;
  }

  /**
   * The gradient by scaled parameters from that by raw ones, in a new array: the derivative by the
   * intercept is the sum of the residuals, which is what centering takes.
   */
  double[] gradientToScaled(double[] raw) {
    double[] scaled = new double[raw.length];
    for (int row = 0; row < raw.length; row += width()) {
      double residuals = intercept ? raw[row + features] : 0.0;
      for (int j = 0; j < features; j++) {
        scaled[row + j] = (raw[row + j] - center[j] * residuals) / scale[j];
      }
      if (intercept) {
        scaled[row + features] = residuals;
      }
    }
    return scaled;
  }
}
