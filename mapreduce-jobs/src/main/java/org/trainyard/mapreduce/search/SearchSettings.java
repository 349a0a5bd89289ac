package org.trainyard.mapreduce.search;

import org.trainyard.formats.config.KeySource;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.algorithm.TrainingKeys.Strategy;
import org.trainyard.mapreduce.metric.Metric;

/**
 * How the models of a run compete.
 *
 * @param metric the held-out metric that decides
 * @param halving when the worst leave; null for never
 * @param budget most model-passes; {@link Long#MAX_VALUE} for no limit
 */
record SearchSettings(Metric metric, HalvingRule halving, long budget) {
  /**
   * Parses the settings.
   *
   * @throws org.trainyard.formats.config.InvalidSettingsException if a value is out of range
   */
  static SearchSettings of(KeySource settings) {
    Strategy strategy = TrainingKeys.STRATEGY.get(settings);
    long budget = TrainingKeys.BUDGET.get(settings);
    return new SearchSettings(
        Metric.named(TrainingKeys.METRIC.get(settings)).orElse(Metric.LOSS),
        strategy != null && strategy.halves()
            ? new HalvingRule(TrainingKeys.FIRST_RUNG.get(settings), TrainingKeys.ETA.get(settings))
            : null,
        budget == 0 ? Long.MAX_VALUE : budget);
  }
}
