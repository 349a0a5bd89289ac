package org.trainyard.am.view;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;
import org.trainyard.formats.run.IterationDocument;

/**
 * How long a run still takes: the iterations that are left at the pace of the last ones, from end
 * to end, so that what is done between two of them counts. The run itself says how many it expects;
 * where it cannot, its limits make an upper bound. Not thread-safe.
 *
 * <p>In its first seconds a run's code is still being optimised, and iterations become shorter:
 * what the pace gained last it is expected to gain once more (half of it in the next iteration, a
 * quarter in the one after, and so on), within bounds.
 */
public final class Eta {
  private static final int RECENT = 5;

  /** The first two load data, run unoptimised code and share the machine with the pilot. */
  private static final int UNUSUAL = 2;

  /** What lies longer between two iterations, or longer than one takes, is no part of the pace. */
  private static final double LONGEST_GAP = 2;

  /** After so many seconds of iterations nothing is gained any more … */
  private static final double WARM_SECONDS = 10;

  /** … and before, no more than this share: a gain may also be the end of a disturbance. */
  private static final double MOST_GAIN = 0.2;

  private final long mostIterations;
  private final double mostSeconds;
  private final Deque<Double> recent = new ArrayDeque<>();
  private Integer expected;
  private int heard;
  private int done;
  private double spent;
  private double pace = Double.NaN;
  private double gain;
  private double endedMs = Double.NaN;

  /** With the limits of the run; a time limit of 0 is none. */
  public Eta(long mostIterations, double mostSeconds) {
    this.mostIterations = mostIterations;
    this.mostSeconds = mostSeconds;
  }

  /** Hears of a finished iteration. */
  public void finished(IterationDocument iteration) {
    finished(
        iteration.iteration(),
        iteration.startedMs(),
        iteration.seconds(),
        iteration.expectedIterations());
  }

  /**
   * The same.
   *
   * @param iteration its number
   * @param startedMs ms since the epoch
   * @param seconds it took
   * @param expectedIterations of the whole run, or null
   */
  public void finished(int iteration, long startedMs, double seconds, Integer expectedIterations) {
    done = iteration;
    expected = expectedIterations;
    spent += seconds;
    double gap = (startedMs - endedMs) / 1000;
    boolean goesOn = gap > 0 && gap <= Math.max(LONGEST_GAP, seconds);
    endedMs = startedMs + 1000 * seconds;
    heard++;
    if (recent.size() == RECENT || heard > 1 && heard <= UNUSUAL + 1) {
      recent.removeFirst();
    }
    recent.addLast(goesOn ? seconds + gap : seconds);
    double before = pace;
    pace = quickOne();
    gain = before > pace ? Math.min(MOST_GAIN, 1 - pace / before) : 0;
  }

  /** What disturbs makes iterations longer, compiled code the next ones shorter. */
  private double quickOne() {
    double[] sorted = recent.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[(sorted.length - 1) / 3];
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
    long iterations = Math.max(0, (expected == null ? mostIterations : expected) - done);
    double cold = Math.max(0, 1 - spent / WARM_SECONDS);
    double left = iterations * pace * (1 - cold * gain);
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
