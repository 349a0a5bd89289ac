package org.trainyard.am.view;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;
import org.trainyard.formats.run.IterationDocument;

/**
 * How long a run still takes: the iterations that are left at the pace of the last ones. The run
 * itself says how many it expects; where it cannot, its limits make an upper bound. Not
 * thread-safe.
 */
public final class Eta {
  private static final int RECENT = 5;

  private final long mostIterations;
  private final double mostSeconds;
  private final Deque<Double> recent = new ArrayDeque<>();
  private Integer expected;
  private int heard;
  private int done;
  private double spent;

  /** With the limits of the run; a time limit of 0 is none. */
  public Eta(long mostIterations, double mostSeconds) {
    this.mostIterations = mostIterations;
    this.mostSeconds = mostSeconds;
  }

  /** Hears of a finished iteration. */
  public void finished(IterationDocument iteration) {
    finished(iteration.iteration(), iteration.seconds(), iteration.expectedIterations());
  }

  /**
   * The same.
   *
   * @param iteration its number
   * @param seconds it took
   * @param expectedIterations of the whole run, or null
   */
  public void finished(int iteration, double seconds, Integer expectedIterations) {
    done = iteration;
    expected = expectedIterations;
    spent += seconds;
    recent.addLast(seconds);
    heard++;
    // The first one loads data and runs unoptimised code: it says little of those that come.
    if (recent.size() > RECENT || heard == 2) {
      recent.removeFirst();
    }
  }

  /** Whether {@link #seconds} is an expectation and not only an upper bound. */
  public boolean isExpectation() {
    return expected != null;
  }

  /** Seconds left; empty before anything is measured. */
  public OptionalDouble seconds() {
    if (recent.isEmpty()) {
      return OptionalDouble.empty();
    }
    double[] sorted = recent.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    long iterations = Math.max(0, (expected == null ? mostIterations : expected) - done);
    double left = iterations * sorted[sorted.length / 2];
    return OptionalDouble.of(
        mostSeconds > 0 ? Math.min(left, Math.max(0, mostSeconds - spent)) : left);
  }

  /** In words: {@code about 12 min left}, or {@code at most 12 min left}. */
  public String words() {
    OptionalDouble seconds = seconds();
    return seconds.isEmpty()
        ? ""
        : (isExpectation() ? "about " : "at most ")
            + Figures.duration(seconds.getAsDouble())
            + " left";
  }
}
