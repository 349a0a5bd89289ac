package org.trainyard.mapreduce.optimise;

/**
 * Sums over plain vectors, from the first coordinate to the last: always the same bits. All
 * arguments have the same length; none is modified, except where said.
 */
final class Vectors {
  private Vectors() {}

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  /** a + t b, in a new array. */
  static double[] plus(double[] a, double t, double[] b) {
    double[] sum = new double[a.length];
    for (int j = 0; j < a.length; j++) {
      sum[j] = a[j] + t * b[j];
    }
    return sum;
  }

  /** t a, in a new array. */
  static double[] times(double t, double[] a) {
    double[] product = new double[a.length];
    for (int j = 0; j < a.length; j++) {
      product[j] = t * a[j];
    }
    return product;
  }

  /** Adds t b to a, which is modified. */
  static void addTo(double[] a, double t, double[] b) {
    for (int j = 0; j < a.length; j++) {
      a[j] += t * b[j];
    }
  }

  static boolean allFinite(double[] a) {
    for (double x : a) {
      if (!Double.isFinite(x)) {
        return false;
      }
    }
    return true;
  }
}
