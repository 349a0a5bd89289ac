package org.trainyard.am.view;

import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;

/** How numbers are written for people. */
public final class Figures {
  private Figures() {}

  /** Six digits behind the point, or five in scientific notation where that says more. */
  public static String number(double value) {
    if (Double.isNaN(value)) {
      return "unknown";
    }
    double size = Math.abs(value);
    return String.format(
        Locale.ROOT, size != 0 && (size < 1e-3 || size >= 1e6) ? "%.5e" : "%.6f", value);
  }

  /** A duration in one unit or two. */
  public static String duration(double seconds) {
    if (seconds > 0 && seconds < 0.0995) {
      return String.format(Locale.ROOT, "%.0f ms", 1000 * seconds);
    }
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    if (whole < 120) {
      return whole + " s";
    }
    if (whole < 7200) {
      return (whole + 30) / 60 + " min";
    }
    return whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }

  /** A size in the largest binary unit that leaves at least one. */
  public static String bytes(long bytes) {
    String[] units = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return unit == 0
        ? bytes + " " + units[0]
        : String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
  }

  /** A count with groups of three digits. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Metrics by name and value. */
  public static String metrics(SortedMap<String, Double> metrics) {
    return metrics(metrics, Collections.emptySortedMap());
  }

  /** The same with a standard deviation behind those that have one. */
  public static String metrics(
      SortedMap<String, Double> metrics, SortedMap<String, Double> spread) {
    return metrics.entrySet().stream()
        .map(
            metric ->
                metric.getKey()
                    + " "
                    + number(metric.getValue())
                    + (spread.containsKey(metric.getKey())
                        ? " (sd " + number(spread.get(metric.getKey())) + ")"
                        : ""))
        .reduce((a, b) -> a + "  " + b)
        .orElse("");
  }
}
