package org.trainyard.mapreduce.metric;

/** In a loop of signs instead of branches: which class is right is anyone's guess. */
final class PlainScoreKeys implements ScoreKeys {
  @Override
  public void of(double[] margins, double[] labels, int from, int to, int[] into, int at) {
    for (int r = from; r < to; r++) {
      double margin = margins[r];
      int one = (int) (Double.doubleToRawLongBits(0.5 - labels[r]) >>> 63);
      long bits = Double.doubleToRawLongBits(margin);
      int positive = (int) ((-bits & ~bits) >>> 63);
      int bin = MetricsAccumulator.bin(margin);
      into[at + r - from] = (positive ^ one) << WRONG | bin << 1 | one;
    }
  }
}
