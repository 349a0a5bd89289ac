package org.trainyard.mapreduce.engine;

import java.util.Optional;
import org.trainyard.mapreduce.algorithm.Progress;
import org.trainyard.mapreduce.algorithm.StopReason;

/**
 * Decides after each iteration whether the run goes on. The models' own rules are part of the
 * algorithm; here are the limits.
 *
 * @param maxIterations most iterations
 * @param atMaxIterations what it means to reach them
 * @param timeLimitSeconds most seconds over all attempts; 0 for no limit
 */
public record StopPolicy(long maxIterations, StopReason atMaxIterations, double timeLimitSeconds) {

  /** The reason to stop now, or empty. */
  public Optional<StopReason> decide(Progress progress, double seconds, boolean personAsked) {
    if (progress.finished()) {
      return Optional.of(common(progress));
    }
    if (personAsked) {
      return Optional.of(StopReason.PERSON);
    }
    if (progress.iteration() >= maxIterations) {
      return Optional.of(atMaxIterations);
    }
    if (timeLimitSeconds > 0 && seconds >= timeLimitSeconds) {
      return Optional.of(StopReason.TIME_LIMIT);
    }
    return Optional.empty();
  }

  /**
   * Why the last of several models stopped is what is told of the run; models tell their own reason
   * beside it.
   */
  private static StopReason common(Progress progress) {
    return progress.models().get(0).stop();
  }
}
