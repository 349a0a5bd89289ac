package org.trainyard.mapreduce.search;

/** What the values of a metric over several folds come to. Pure. */
public final class Folds {
  private Folds() {}

  /** The mean, added in the order of the folds; NaN if one of them is. */
  public static double mean(double... values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** The standard deviation of a sample; 0 of a single fold. */
  public static double deviation(double... values) {
    double mean = mean(values);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return values.length < 2 ? 0 : Math.sqrt(sum / (values.length - 1));
  }
}
