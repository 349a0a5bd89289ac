package org.trainyard.mapreduce.linear;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.trainyard.mapreduce.elementary.VectorSizes;

/** On the processor's vectors: some columns of a row or a feature are one of them. */
final class VectorStripProducts implements StripProducts {
  /** At most half a group long, and a table's width is whole groups: no column is left over. */
  private static final VectorSpecies<Double> SPECIES = VectorSizes.DOUBLES;

  private static final int LENGTH = SPECIES.length();

  private static DoubleVector of(double[] from, int at) {
    return DoubleVector.fromArray(SPECIES, from, at);
  }

  private static void add(double[] target, int t, DoubleVector x, double[] source, int s) {
    of(target, t).add(x.mul(of(source, s))).intoArray(target, t);
  }

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
    int v = 0;
    for (; v + 4 * LENGTH <= width; v += 4 * LENGTH) {
      addFour(begin, end, into, from, x, target, source, width, v);
    }
    if (v < width) {
      addTwo(begin, end, into, from, x, target, source, width, v);
    }
  }

  private static void addFour(
      int begin,
      int end,
      int[] into,
      int[] from,
      float[] x,
      double[] target,
      double[] source,
      int width,
      int v) {
    for (int k = begin; k < end; k++) {
      DoubleVector value = DoubleVector.broadcast(SPECIES, (double) x[k]);
      int t = into[k] * width + v;
      int s = from[k] * width + v;
      add(target, t, value, source, s);
      add(target, t + LENGTH, value, source, s + LENGTH);
      add(target, t + 2 * LENGTH, value, source, s + 2 * LENGTH);
      add(target, t + 3 * LENGTH, value, source, s + 3 * LENGTH);
    }
  }

  private static void addTwo(
      int begin,
      int end,
      int[] into,
      int[] from,
      float[] x,
      double[] target,
      double[] source,
      int width,
      int v) {
    for (int k = begin; k < end; k++) {
      DoubleVector value = DoubleVector.broadcast(SPECIES, (double) x[k]);
      int t = into[k] * width + v;
      int s = from[k] * width + v;
      add(target, t, value, source, s);
      add(target, t + LENGTH, value, source, s + LENGTH);
    }
  }
}
