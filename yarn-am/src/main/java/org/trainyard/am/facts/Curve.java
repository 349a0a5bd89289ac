package org.trainyard.am.facts;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A number over the iterations, thinned to at most {@value CurveLedger#MOST} points; first, last,
 * least and greatest are never left out. Immutable.
 *
 * @param kept points in order
 * @param least the lowest there was, or null before the first
 * @param greatest the highest there was, or null
 * @param last the newest, or null
 */
public record Curve(List<Point> kept, Point least, Point greatest, Point last) {
  /** The value after so many iterations. */
  public record Point(int iteration, double value) {}

  /** All points to draw, in order. */
  public List<Point> points() {
    SortedMap<Integer, Point> points = new TreeMap<>();
    kept.forEach(point -> points.put(point.iteration(), point));
    for (Point point : new Point[] {least, greatest, last}) {
      if (point != null) {
        points.put(point.iteration(), point);
      }
    }
    return List.copyOf(points.values());
  }

  /** The newest value; NaN before the first. */
  public double lastValue() {
    return last == null ? Double.NaN : last.value();
  }
}
