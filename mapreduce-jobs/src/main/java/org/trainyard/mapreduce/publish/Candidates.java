package org.trainyard.mapreduce.publish;

import java.util.List;
import java.util.Map;
import org.trainyard.formats.run.IterationDocument;

/**
 * {@code candidates.json}: all models that were trained together, and which was published.
 *
 * @param formatVersion of this document
 * @param metric name of the metric that chose
 * @param published index of the published model
 * @param configurations one row for each point of hyper-parameters
 * @param models one row for each model, folds included
 */
public record Candidates(
    int formatVersion,
    String metric,
    int published,
    List<Configuration> configurations,
    List<IterationDocument.Model> models) {
  /** The version that this build writes and reads. */
  public static final int VERSION = 1;

  /**
   * A point of hyper-parameters.
   *
   * @param model index of its model trained on all folds
   * @param values its hyper-parameters
   * @param score held-out metric, the mean over folds where there are folds
   * @param spread standard deviation over folds
   */
  public record Configuration(int model, Map<String, Double> values, double score, double spread) {}
}
