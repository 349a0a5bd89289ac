package org.trainyard.mapreduce.optimise;

import org.trainyard.formats.vector.ComputedVector;
import org.trainyard.formats.vector.Vector;

/**
 * Sums over vectors, from the first coordinate to the last: always the same bits, wherever the
 * vectors lie. All arguments have the same length; none is modified, except where said. A vector
 * that follows from others which are not on the heap is computed when it is visited.
 */
public final class Vectors {
  private static final int PIECE = 4096;

  private Vectors() {}

  static double dot(Vector a, Vector b) {
    double sum = 0;
    if (a.isOnHeap() && b.isOnHeap()) {
      double[] x = a.array();
      double[] y = b.array();
      for (int j = 0; j < x.length; j++) {
        sum += x[j] * y[j];
      }
      return sum;
    }
    double[] x = new double[Math.min(PIECE, a.length())];
    double[] y = new double[x.length];
    try (Vector.Cursor ofA = a.cursor();
        Vector.Cursor ofB = b.cursor()) {
      for (int at = 0; at < a.length(); at += PIECE) {
        int count = Math.min(PIECE, a.length() - at);
        ofA.next(x, 0, count);
        ofB.next(y, 0, count);
        for (int j = 0; j < count; j++) {
          sum += x[j] * y[j];
        }
      }
    }
    return sum;
  }

  static double norm(Vector a) {
    return Math.sqrt(dot(a, a));
  }

  /** a + t b. */
  static Vector plus(Vector a, double t, Vector b) {
    return ComputedVector.of(
        (first, count, in, out) -> {
          for (int j = 0; j < count; j++) {
            out[j] = in[0][j] + t * in[1][j];
          }
        },
        a,
        b);
  }

  /** t a. */
  static Vector times(double t, Vector a) {
    return ComputedVector.of(
        (first, count, in, out) -> {
          for (int j = 0; j < count; j++) {
            out[j] = t * in[0][j];
          }
        },
        a);
  }

  /** The same vector, on the heap from now on: for what will be visited several times. */
  static Vector onHeap(Vector a) {
    return a.isOnHeap() ? a : Vector.of(a.array());
  }

  /** Adds t b to a, which is modified. */
  static void addTo(double[] a, double t, Vector b) {
    double[] piece = new double[Math.min(PIECE, a.length)];
    try (Vector.Cursor cursor = b.cursor()) {
      for (int at = 0; at < a.length; at += PIECE) {
        int count = Math.min(PIECE, a.length - at);
        cursor.next(piece, 0, count);
        for (int j = 0; j < count; j++) {
          a[at + j] += t * piece[j];
        }
      }
    }
  }

  public static boolean allFinite(Vector a) {
    double[] piece = new double[Math.min(PIECE, a.length())];
    try (Vector.Cursor cursor = a.cursor()) {
      for (int at = 0; at < a.length(); at += PIECE) {
        int count = Math.min(PIECE, a.length() - at);
        cursor.next(piece, 0, count);
        for (int j = 0; j < count; j++) {
          if (!Double.isFinite(piece[j])) {
            return false;
          }
        }
      }
    }
    return true;
  }
}
