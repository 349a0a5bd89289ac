package org.trainyard.mapreduce.linear;

import java.util.Arrays;
import org.trainyard.formats.vector.ComputedVector;
import org.trainyard.formats.vector.Vector;
import org.trainyard.mapreduce.algorithm.TrainingProblem.Features;

/**
 * The affine map between the coordinates of the data ("raw") and those of the optimisers
 * ("scaled"), in which every feature has a like effect: x' = (x - center)/scale. Margins are the
 * same in both. All parameters are matrices as the package says.
 *
 * @param features number of features
 * @param intercept whether there is an intercept, the last column
 * @param center of each feature; null for all 0 without an intercept, which has to take up the
 *     shift
 * @param scale of each feature, positive
 */
record FeatureScaling(int features, boolean intercept, Vector center, Vector scale) {

  /** Deviations below this fraction of the mean are rounding in the statistics. */
  private static final double CONSTANT = 1e-10;

  /**
   * Least scale of a constant feature, as a fraction of its value. Beside an intercept nothing is
   * seen of it but the rounding of its value, and that of a large one must not look like a
   * gradient.
   */
  private static final double LEAST = 1e-4;

  private static final int PIECE = 4096;

  /** By mean and deviation: what {@code --standardize} penalises. */
  static FeatureScaling standardising(Features features, boolean intercept) {
    Vector scale =
        ComputedVector.of(
            (first, count, in, out) -> {
              for (int j = 0; j < count; j++) {
                boolean constant = isConstant(in[0][j], in[1][j]);
                out[j] = constant ? atLeast(1.0, in[0][j], intercept) : in[1][j];
              }
            },
            features.mean(),
            features.deviation());
    return of(features, intercept, scale);
  }

  /**
   * By the root of the mean square of what the optimiser sees of a feature, plus l2: the diagonal
   * of the objective's Hessian for the squared loss. It changes the path, not the optimum.
   */
  static FeatureScaling conditioning(Features features, boolean intercept, double l2) {
    Vector scale =
        ComputedVector.of(
            (first, count, in, out) -> {
              for (int j = 0; j < count; j++) {
                double mean = in[0][j];
                boolean constant = isConstant(mean, in[1][j]);
                double variance = constant ? 0.0 : in[1][j] * in[1][j];
                double size = Math.sqrt(variance + (intercept ? 0.0 : mean * mean) + l2);
                double usable = size > 0 && size < Double.POSITIVE_INFINITY ? size : 1.0;
                out[j] = constant ? atLeast(usable, mean, intercept) : usable;
              }
            },
            features.mean(),
            features.deviation());
    return of(features, intercept, scale);
  }

  private static boolean isConstant(double mean, double deviation) {
    return !(deviation > CONSTANT * Math.abs(mean));
  }

  /** The scale of a constant feature: without an intercept it counts like any other. */
  private static double atLeast(double scale, double value, boolean intercept) {
    return intercept ? Math.max(scale, LEAST * Math.abs(value)) : scale;
  }

  /** Every iteration visits both several times. */
  private static FeatureScaling of(Features features, boolean intercept, Vector scale) {
    Vector center = intercept ? features.shelf().keep(features.mean()) : null;
    return new FeatureScaling(features.count(), intercept, center, features.shelf().keep(scale));
  }

  /** Number of columns of a parameter matrix. */
  int width() {
    return features + (intercept ? 1 : 0);
  }

  /** Scale and center of consecutive features, 4,096 at a time. */
  private final class Pieces implements AutoCloseable {
    private final Vector.Cursor ofScale = scale.cursor();
    private final Vector.Cursor ofCenter = center == null ? null : center.cursor();
    private final double[] someScale = new double[Math.min(PIECE, features)];
    private final double[] someCenter = new double[someScale.length];

    /** Turns to the next features, as many as a piece has or as are left from {@code first} on. */
    int next(int first) {
      int count = Math.min(PIECE, features - first);
      ofScale.next(someScale, 0, count);
      if (ofCenter != null) {
        ofCenter.next(someCenter, 0, count);
      }
      return count;
    }

    @Override
    public void close() {
      ofScale.close();
      if (ofCenter != null) {
        ofCenter.close();
      }
    }
  }

  /** Scaled parameters in raw coordinates: a new array. Linear, so it maps directions too. */
  double[] toRaw(Vector scaled) {
    double[] raw = new double[scaled.length()];
    try (Vector.Cursor cursor = scaled.cursor()) {
      for (int row = 0; row < raw.length; row += width()) {
        cursor.next(raw, row, width());
        double shift = 0;
        try (Pieces pieces = new Pieces()) {
          for (int first = 0; first < features; first += PIECE) {
            int count = pieces.next(first);
            for (int j = 0; j < count; j++) {
              raw[row + first + j] /= pieces.someScale[j];
              shift += raw[row + first + j] * pieces.someCenter[j];
            }
          }
        }
        if (intercept) {
          raw[row + features] -= shift;
        }
      }
    }
    return raw;
  }

  /** Raw parameters in scaled coordinates: a new array. */
  double[] toScaled(double[] raw) {
    double[] scaled = new double[raw.length];
    for (int row = 0; row < raw.length; row += width()) {
      double shift = 0;
      try (Pieces pieces = new Pieces()) {
        for (int first = 0; first < features; first += PIECE) {
          int count = pieces.next(first);
          for (int j = 0; j < count; j++) {
            double value = raw[row + first + j];
            scaled[row + first + j] = value * pieces.someScale[j];
            shift += value * pieces.someCenter[j];
          }
        }
      }
      if (intercept) {
        scaled[row + features] = raw[row + features] + shift;
      }
    }
    return scaled;
  }

  /**
   * Turns the gradient by raw parameters into that by scaled ones, in place: the derivative by the
   * intercept is the sum of the residuals, which is what centering takes.
   */
  void gradientToScaled(double[] gradient) {
    for (int row = 0; row < gradient.length; row += width()) {
      double residuals = intercept ? gradient[row + features] : 0.0;
      try (Pieces pieces = new Pieces()) {
        for (int first = 0; first < features; first += PIECE) {
          int count = pieces.next(first);
          for (int j = 0; j < count; j++) {
            int i = row + first + j;
            gradient[i] = (gradient[i] - pieces.someCenter[j] * residuals) / pieces.someScale[j];
          }
        }
      }
    }
  }

  /** A vector over the parameters: {@code perFeature} for each output, and 0 for the intercepts. */
  Vector perParameter(Vector perFeature, int outputs) {
    Vector rows = new Rows(perFeature, outputs);
    return perFeature.isOnHeap() ? Vector.of(rows.array()) : rows;
  }

  private final class Rows implements Vector {
    private final Vector perFeature;
    private final int outputs;

    Rows(Vector perFeature, int outputs) {
      this.perFeature = perFeature;
      this.outputs = outputs;
    }

    @Override
    public int length() {
      return outputs * width();
    }

    @Override
    public Cursor cursor() {
      return new RowsCursor(perFeature);
    }
  }

  private final class RowsCursor implements Vector.Cursor {
    private final Vector perFeature;
    private Vector.Cursor row;
    private int column;

    RowsCursor(Vector perFeature) {
      this.perFeature = perFeature;
      this.row = perFeature.cursor();
    }

    @Override
    public void next(double[] into, int at, int count) {
      for (int done = 0; done < count; ) {
        if (column == width()) {
          row.close();
          row = perFeature.cursor();
          column = 0;
        }
        int end = column < features ? features : width();
        int some = Math.min(count - done, end - column);
        if (column < features) {
          row.next(into, at + done, some);
        } else {
          Arrays.fill(into, at + done, at + done + some, 0.0);
        }
        column += some;
        done += some;
      }
    }

    @Override
    public void close() {
      row.close();
    }
  }
}
