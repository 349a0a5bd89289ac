package org.trainyard.am.resident;

import java.util.Locale;
import org.trainyard.am.cluster.JobCost;

/**
 * Which engine carries out the next iteration where the choice is free. Pure; the model does not
 * depend on it.
 */
public final class EnginePolicy {
  /** A job's overhead does not matter where arithmetic takes so many times as long. */
  private static final double HARDLY = 10;

  /** Failures in a row after which the resident engine is left alone. */
  static final int MOST_FAILURES = 2;

  private EnginePolicy() {}

  /** The engines there are to choose from. */
  public enum Engine {
    RESIDENT,
    CHAINED
  }

  /**
   * A choice.
   *
   * @param engine that carries out the iteration
   * @param because in words
   */
  public record Choice(Engine engine, String because) {}

  /**
   * What is known before an iteration.
   *
   * @param holdsAll whether the containers' memory holds all of the data
   * @param arithmeticSeconds estimated or measured seconds of arithmetic of one iteration
   * @param chainedSeconds of the last chained iteration; NaN before one
   * @param residentSeconds of the fastest resident iteration but the first; NaN before one
   * @param failures of the resident engine in a row
   * @param adoptable whether a job of this iteration runs that an earlier attempt submitted
   */
  public record Facts(
      boolean holdsAll,
      double arithmeticSeconds,
      double chainedSeconds,
      double residentSeconds,
      int failures,
      boolean adoptable) {}

  /** Decides. */
  public static Choice choose(Facts facts) {
    if (facts.adoptable()) {
      return new Choice(
          Engine.CHAINED, "a job of this iteration, submitted by an earlier attempt, runs already");
    }
    if (facts.failures() >= MOST_FAILURES) {
      return new Choice(
          Engine.CHAINED, "the resident engine failed " + facts.failures() + " times in a row");
    }
    if (facts.residentSeconds() > facts.chainedSeconds()) {
      return new Choice(
          Engine.CHAINED,
          said(
              "an iteration took %.1f s resident and %.1f s chained",
              facts.residentSeconds(), facts.chainedSeconds()));
    }
    if (facts.holdsAll()) {
      return new Choice(Engine.RESIDENT, "the containers' memory holds the data");
    }
    if (facts.arithmeticSeconds() > HARDLY * JobCost.SECONDS) {
      return new Choice(
          Engine.CHAINED,
          said(
              "the data do not fit the containers' memory, and %.0f s of arithmetic hide a job's"
                  + " start",
              facts.arithmeticSeconds()));
    }
    return new Choice(
        Engine.RESIDENT,
        said("%.1f s of arithmetic are short against a job's start", facts.arithmeticSeconds()));
  }

  private static String said(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
