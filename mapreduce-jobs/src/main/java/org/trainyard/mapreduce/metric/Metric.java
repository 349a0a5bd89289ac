package org.trainyard.mapreduce.metric;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a model is measured by. */
public enum Metric {
  /** Weighted mean of the loss that is trained, penalties left out. */
  LOSS(false),
  /** Weighted mean of the negative logarithm of the probability of the true class. */
  LOG_LOSS(false),
  /** Weighted fraction of the samples whose class is predicted. */
  ACCURACY(true),
  /** Area under the ROC curve: the chance that a sample of class 1 scores above one of class 0. */
  AUC(true),
  /** Root of the weighted mean of the squared error. */
  RMSE(false),
  /** Weighted mean of the absolute error. */
  MAE(false),
  /** Fraction of the label's variance that is explained; below 0 when worse than the mean. */
  R2(true),
  /** Weighted mean of the squared distance to the nearest centroid. */
  INERTIA(false);

  private final boolean largerIsBetter;

  Metric(boolean largerIsBetter) {
    this.largerIsBetter = largerIsBetter;
  }

  /** Its spelling in configuration, reports and files. */
  public String spelling() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The metric of a spelling. */
  public static Optional<Metric> named(String spelling) {
    return Arrays.stream(values()).filter(metric -> metric.spelling().equals(spelling)).findFirst();
  }

  /** All spellings, for messages. */
  public static String allSpellings() {
    return Arrays.stream(values()).map(Metric::spelling).collect(Collectors.joining(", "));
  }

  /** Whether {@code a} is strictly better than {@code b}; any number is better than NaN. */
  public boolean better(double a, double b) {
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return !Double.isNaN(a);
    }
    return largerIsBetter ? a > b : a < b;
  }
}
