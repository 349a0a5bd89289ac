package org.trainyard.mapreduce.linear;

/** The reference. */
final class PlainStripProducts implements StripProducts {
  @Override
  public void add(
      int begin,
      int end,
      int[] into,
      int[] from,
      float[] x,
      double[] target,
      double[] source,
      int width) {
    for (int v = 0; v < width; v += GROUP) {
      for (int k = begin; k < end; k++) {
        int t = into[k] * width + v;
        int s = from[k] * width + v;
        double value = x[k];
        target[t] += value * source[s];
        target[t + 1] += value * source[s + 1];
        target[t + 2] += value * source[s + 2];
        target[t + 3] += value * source[s + 3];
        target[t + 4] += value * source[s + 4];
        target[t + 5] += value * source[s + 5];
        target[t + 6] += value * source[s + 6];
        target[t + 7] += value * source[s + 7];
      }
    }
  }
}
