package org.trainyard.am.facts;

/**
 * Takes the values of a curve as they come and thins them: when too many are kept, every second one
 * goes, and from then on only every second is kept. One thread.
 */
final class CurveLedger {
  /** Most points that are kept, beside least, greatest and last. */
  static final int MOST = 400;

  private AppendOnly<Curve.Point> kept = new AppendOnly<>();
  private int stride = 1;
  private Curve.Point least;
  private Curve.Point greatest;
  private Curve.Point last;

  /** A value after an iteration; not finite ones are skipped, as are those of iterations known. */
  void add(int iteration, double value) {
    if (!Double.isFinite(value) || (last != null && iteration <= last.iteration())) {
      return;
    }
    last = new Curve.Point(iteration, value);
    least = least == null || value < least.value() ? last : least;
    greatest = greatest == null || value > greatest.value() ? last : greatest;
    if (kept.size() == 0 || iteration % stride == 0) {
      kept.add(last);
    }
    if (kept.size() >= MOST) {
      thin();
    }
  }

  private void thin() {
    stride *= 2;
    AppendOnly<Curve.Point> fewer = new AppendOnly<>();
    for (Curve.Point point : kept.view()) {
      if (fewer.size() == 0 || point.iteration() % stride == 0) {
        fewer.add(point);
      }
    }
    kept = fewer;
  }

  /** The curve as it is now: O(1). */
  Curve curve() {
    return new Curve(kept.view(), least, greatest, last);
  }
}
