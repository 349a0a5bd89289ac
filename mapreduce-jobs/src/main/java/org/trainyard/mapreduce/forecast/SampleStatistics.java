package org.trainyard.mapreduce.forecast;

import java.util.List;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.mapreduce.algorithm.Segment;

/**
 * Mean and deviation of the features over a sample. Those of the whole data would not do: a rare
 * category that does not occur in the sample is constant there, and centred by another mean it
 * would look like a second intercept.
 *
 * @param mean of each feature
 * @param deviation standard deviation of each feature; 0 for a constant one
 */
record SampleStatistics(double[] mean, double[] deviation) {
  /** Of all rows of these segments; in two passes, so that nothing cancels. */
  static SampleStatistics of(List<Segment> segments, int features) {
    long rows = segments.stream().mapToLong(Segment::rows).sum();
    double[] mean = new double[features];
    long[] stored = new long[features];
    visit(
        segments,
        (feature, value) -> {
          mean[feature] += value;
          stored[feature]++;
        });
    for (int j = 0; j < features; j++) {
      mean[j] /= Math.max(1, rows);
    }
    double[] deviation = new double[features];
    visit(
        segments,
        (feature, value) -> {
          double apart = value - mean[feature];
          deviation[feature] += apart * apart;
        });
    for (int j = 0; j < features; j++) {
      double squares = deviation[j] + (rows - stored[j]) * mean[j] * mean[j];
      deviation[j] = Math.sqrt(squares / Math.max(1, rows));
    }
    return new SampleStatistics(mean, deviation);
  }

  /** Takes the value of a feature in a row; zeros of sparse rows are not told. */
  private interface Visitor {
    void value(int feature, double value);
  }

  private static void visit(List<Segment> segments, Visitor visitor) {
    for (Segment segment : segments) {
      for (SampleBlock block : segment.blocks()) {
        if (block instanceof DenseBlock dense) {
          float[] values = dense.values();
          for (int i = 0; i < values.length; i++) {
            visitor.value(i % dense.features(), values[i]);
          }
        } else if (block instanceof SparseBlock sparse) {
          for (int i = 0; i < sparse.values().length; i++) {
            visitor.value(sparse.dictionary()[sparse.columns()[i]], sparse.values()[i]);
          }
        }
      }
    }
  }
}
