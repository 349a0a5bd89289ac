package org.trainyard.mapreduce.record;

import java.time.Duration;
import org.trainyard.formats.config.KeySource;

/**
 * Thresholds of {@link AlertRules}; 0 of each means never.
 *
 * @param divergingIterations rises in a row
 * @param stalled time without anything finished
 * @param stragglingFactor of the median worker's time for a row
 * @param skewedFactor of the median split's time
 */
public record AlertSettings(
    long divergingIterations, Duration stalled, double stragglingFactor, double skewedFactor) {

  /** As configured. */
  public static AlertSettings of(KeySource settings) {
    return new AlertSettings(
        AlertKeys.DIVERGING_ITERATIONS.get(settings),
        Duration.ofSeconds(AlertKeys.STALLED_SECONDS.get(settings)),
        AlertKeys.STRAGGLING_FACTOR.get(settings),
        AlertKeys.SKEWED_FACTOR.get(settings));
  }
}
