package org.trainyard.am.resident;

/**
 * How long a byte of packed data takes, as measured.
 *
 * @param readMs milliseconds of reading a byte that nobody holds; NaN if unknown
 * @param computeMs milliseconds of arithmetic over a byte; NaN if unknown
 */
record Pace(double readMs, double computeMs) {
  /** Nothing was measured. */
  static final Pace UNKNOWN = new Pace(Double.NaN, Double.NaN);

  /** Whether times can be told. */
  boolean known() {
    return !Double.isNaN(computeMs);
  }

  /** Expected milliseconds over bytes that are held. */
  double warmMs(long bytes) {
    return computeMs * bytes;
  }

  /** Expected milliseconds over bytes that have to be read first. */
  double coldMs(long bytes) {
    return (Double.isNaN(readMs) ? 0 : readMs * bytes) + warmMs(bytes);
  }
}
