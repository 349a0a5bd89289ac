package org.trainyard.mapreduce.optimise;

import java.util.Map;
import java.util.SortedMap;
import org.trainyard.formats.vector.Vector;

/**
 * A positive definite matrix that is the same for each of several consecutive blocks of a vector:
 * what L-BFGS takes for the Hessian, up to a factor, before it has seen curvature.
 *
 * @param size rows of the matrix; the length of a block
 * @param factor L of the matrix = L Lᵀ, packed by rows: L[i][j] at i (i + 1) / 2 + j
 */
record BlockMetric(int size, double[] factor) {
  /** Pivots below this fraction of their diagonal are lost to rounding. */
  private static final double LEAST_PIVOT = 1e-13;

  /**
   * By Cholesky decomposition.
   *
   * @param matrix packed by rows of its lower triangle, row 0 first
   * @return null if the matrix is not positive definite in double precision
   */
  static BlockMetric of(double[] matrix) {
    int size = (int) Math.round((Math.sqrt(8.0 * matrix.length + 1) - 1) / 2);
    double[] l = new double[matrix.length];
    for (int i = 0; i < size; i++) {
      int row = at(i, 0);
      for (int j = 0; j <= i; j++) {
        int other = at(j, 0);
        double sum = matrix[row + j];
        for (int k = 0; k < j; k++) {
          sum -= l[row + k] * l[other + k];
        }
        if (j < i) {
          l[row + j] = sum / l[other + j];
        } else if (sum > LEAST_PIVOT * matrix[row + i]) {
          l[row + i] = Math.sqrt(sum);
        } else {
          return null;
        }
      }
    }
    return new BlockMetric(size, l);
  }

  private static int at(int i, int j) {
    return i * (i + 1) / 2 + j;
  }

  /** Reads what {@link #save} wrote; null if there was none. */
  static BlockMetric load(Map<String, Double> numbers, Map<String, Vector> vectors) {
    Vector factor = vectors.get("metric");
    return factor == null
        ? null
        : new BlockMetric(numbers.get("metricSize").intValue(), factor.array());
  }

  /** Writes a metric, or nothing for none. */
  static void save(
      BlockMetric metric, SortedMap<String, Double> numbers, SortedMap<String, Vector> vectors) {
    if (metric != null) {
      numbers.put("metricSize", (double) metric.size());
      vectors.put("metric", Vector.of(metric.factor()));
    }
  }

  /** Lᵀ v in a new array: its Euclidean norm is the length of v in this metric. */
  Vector root(Vector vector) {
    double[] v = vector.array();
    double[] x = new double[v.length];
    for (int from = 0; from < x.length; from += size) {
      for (int i = 0; i < size; i++) {
        int row = at(i, 0);
        for (int j = 0; j <= i; j++) {
          x[from + j] += factor[row + j] * v[from + i];
        }
      }
    }
    return Vector.of(x);
  }

  /** The inverse times v, block by block, in a new array. */
  Vector solve(Vector v) {
    double[] x = v.array().clone();
    for (int from = 0; from < x.length; from += size) {
      for (int i = 0; i < size; i++) {
        double sum = x[from + i];
        int row = at(i, 0);
        for (int j = 0; j < i; j++) {
          sum -= factor[row + j] * x[from + j];
        }
        x[from + i] = sum / factor[row + i];
      }
      for (int i = size - 1; i >= 0; i--) {
        int row = at(i, 0);
        x[from + i] /= factor[row + i];
        for (int j = 0; j < i; j++) {
          x[from + j] -= factor[row + j] * x[from + i];
        }
      }
    }
    return Vector.of(x);
  }
}
