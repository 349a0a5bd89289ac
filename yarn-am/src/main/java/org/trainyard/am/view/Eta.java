package org.trainyard.am.view;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/**
 * How long a run can still take: the iterations that are left at most, at the pace of the last
 * ones. An upper bound: most runs converge before. Not thread-safe.
 */
public final class Eta {
  private static final int RECENT = 5;

  private final long mostIterations;
  private final double mostSeconds;
  private final Deque<Double> recent = new ArrayDeque<>();
  private int done;
  private double spent;

  /** With the limits of the run; a time limit of 0 is none. */
  public Eta(long mostIterations, double mostSeconds) {
    this.mostIterations = mostIterations;
    this.mostSeconds = mostSeconds;
  }

  /** Hears of a finished iteration. */
  public void finished(int iteration, double seconds) {
    done = iteration;
    spent += seconds;
    recent.addLast(seconds);
    if (recent.size() > RECENT) {
      recent.removeFirst();
    }
  }

  /** Seconds left at most; empty before anything is measured. */
  public OptionalDouble seconds() {
    if (recent.isEmpty()) {
      return OptionalDouble.empty();
    }
    double[] sorted = recent.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double left = Math.max(0, mostIterations - done) * sorted[sorted.length / 2];
    return OptionalDouble.of(
        mostSeconds > 0 ? Math.min(left, Math.max(0, mostSeconds - spent)) : left);
  }

  /** In words: {@code at most 12 min left}. */
  public String words() {
    OptionalDouble seconds = seconds();
    return seconds.isEmpty() ? "" : "at most " + Figures.duration(seconds.getAsDouble()) + " left";
  }
}
