package org.trainyard.it.bench;

import java.util.Arrays;
import java.util.Locale;

/** What repeated measurements of one thing gave: the median and the range. */
record Spread(double median, double least, double most) {
  static Spread of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Spread(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.1f (%.1f-%.1f)", median, least, most);
  }
}
