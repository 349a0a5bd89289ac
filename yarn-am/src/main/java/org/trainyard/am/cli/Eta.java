package org.trainyard.am.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How long a run can still take: the iterations that are left at most, at the pace of the last
 * ones. An upper bound: most runs converge before. Not thread-safe.
 */
final class Eta {
  private static final int RECENT = 5;

  private final long mostIterations;
  private final double mostSeconds;
  private final Deque<Double> recent = new ArrayDeque<>();
  private int done;
  private double spent;

  /** With the limits of the run; a time limit of 0 is none. */
  Eta(long mostIterations, double mostSeconds) {
    this.mostIterations = mostIterations;
    this.mostSeconds = mostSeconds;
  }

  /** Hears of a finished iteration. */
  void finished(int iteration, double seconds) {
    done = iteration;
    spent += seconds;
    recent.addLast(seconds);
    if (recent.size() > RECENT) {
      recent.removeFirst();
    }
  }

  /** Seconds left at most; empty before anything is measured. */
  OptionalDouble seconds() {
    if (recent.isEmpty()) {
      return OptionalDouble.empty();
    }
    double[] sorted = recent.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double left = Math.max(0, mostIterations - done) * sorted[sorted.length / 2];
    return OptionalDouble.of(
        mostSeconds > 0 ? Math.min(left, Math.max(0, mostSeconds - spent)) : left);
  }

  /** In words: {@code at most 12 min left}. */
  String words() {
    OptionalDouble seconds = seconds();
    return seconds.isEmpty() ? "" : "at most " + duration(seconds.getAsDouble()) + " left";
  }

  /** A duration for people, in one unit or two. */
  static String duration(double seconds) {
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
}
