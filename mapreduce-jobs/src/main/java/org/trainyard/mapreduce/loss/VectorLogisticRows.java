package org.trainyard.mapreduce.loss;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.trainyard.mapreduce.elementary.VectorElementary;
import org.trainyard.mapreduce.elementary.VectorSizes;

/** {@link PlainLogisticRows} on the processor's vectors, with the same bits: a row in each lane. */
final class VectorLogisticRows implements LogisticRows {
  private static final VectorSpecies<Double> SPECIES = VectorSizes.DOUBLES;
  private static final int LENGTH = SPECIES.length();
  private static final int STRETCH = 512;

  private final LogisticRows tail = new PlainLogisticRows();
  private final double[] e = new double[STRETCH];

  @Override
  public void rows(double[] m, double[] y, int from, int to, double[] values, double[] slopes) {
    int whole = from + VectorElementary.whole(to - from);
    for (int at = from; at < whole; at += STRETCH) {
      int rows = Math.min(STRETCH, whole - at);
      VectorElementary.expOfMinusMagnitude(m, at, rows, e);
      if (slopes != null) {
        slopes(m, y, at, rows, slopes);
      }
      VectorElementary.log1p(e, rows);
      losses(m, y, at, rows, values);
    }
    if (whole < to) {
      tail.rows(m, y, whole, to, values, slopes);
    }
  }

  private void slopes(double[] m, double[] y, int at, int rows, double[] slopes) {
    for (int i = 0; i < rows; i += LENGTH) {
      DoubleVector margin = DoubleVector.fromArray(SPECIES, m, at + i);
      DoubleVector label = DoubleVector.fromArray(SPECIES, y, at + i);
      DoubleVector ei = DoubleVector.fromArray(SPECIES, e, i);
      VectorMask<Double> positive = margin.compare(VectorOperators.GE, 0.0);
      ei.blend(1.0, positive).div(ei.add(1.0)).sub(label).intoArray(slopes, at + i);
    }
  }

  private void losses(double[] m, double[] y, int at, int rows, double[] values) {
    for (int i = 0; i < rows; i += LENGTH) {
      DoubleVector margin = DoubleVector.fromArray(SPECIES, m, at + i);
      DoubleVector label = DoubleVector.fromArray(SPECIES, y, at + i);
      VectorMask<Double> positive = margin.compare(VectorOperators.GE, 0.0);
      DoubleVector hinge = DoubleVector.zero(SPECIES).blend(margin, positive);
      DoubleVector log = DoubleVector.fromArray(SPECIES, e, i);
      hinge.sub(label.mul(margin)).add(log).intoArray(values, at + i);
    }
  }
}
