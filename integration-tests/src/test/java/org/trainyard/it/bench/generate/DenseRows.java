package org.trainyard.it.bench.generate;

import java.util.Arrays;

/**
 * Dense rows of a logistic model: nearly normal columns of mean 0 and deviation 1 that share a
 * factor (correlation 0.2), five decimals; the label is drawn from the model.
 */
final class DenseRows implements Rows {
  /** How a row is written. */
  enum Form {
    LIBSVM,
    CSV
  }

  private static final double SHARED = 0.5;
  private static final double UNIT = 1e5 / StrictMath.sqrt(1 + SHARED * SHARED);
  private static final double MARGIN_DEVIATION = 3;
  private static final long WEIGHTS = -1;

  private final Form form;
  private final long seed;
  private final double[] weights;

  DenseRows(int columns, long seed, Form form) {
    this.form = form;
    this.seed = seed;
    RandomStream random = new RandomStream(seed, WEIGHTS);
    weights = new double[columns];
    Arrays.setAll(weights, i -> random.normal() * MARGIN_DEVIATION / StrictMath.sqrt(columns));
  }

  /** First line of the CSV form. */
  static void appendHeader(int columns, TextBuffer line) {
    "label".chars().forEach(c -> line.append((char) c));
    for (int column = 1; column <= columns; column++) {
      line.append(',').append('x').append(column);
    }
    line.append('\n');
  }

  @Override
  public void append(long row, TextBuffer line) {
    RandomStream random = new RandomStream(seed, row);
    double factor = SHARED * random.normal();
    long[] values = new long[weights.length];
    double margin = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.round((random.normal() + factor) * UNIT);
      margin += weights[i] * values[i] * 1e-5;
    }
    line.append(random.label(margin));
    for (int i = 0; i < values.length; i++) {
      if (form == Form.CSV) {
        line.append(',');
      } else {
        line.append(' ').append(i + 1).append(':');
      }
      line.append(values[i], 5);
    }
    line.append('\n');
  }
}
