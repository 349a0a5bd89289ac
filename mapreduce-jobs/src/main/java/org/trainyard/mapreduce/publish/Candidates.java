package org.trainyard.mapreduce.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.trainyard.formats.run.IterationDocument;
import org.trainyard.mapreduce.metric.Metric;

/**
 * {@code candidates.json}: all models that were trained together, and which was published.
 *
 * @param formatVersion of this document
 * @param metric name of the metric that chose
 * @param published index of the published model
 * @param modelPasses scans that each model took part in, summed over all models
 * @param configurations one row for each point of hyper-parameters
 * @param models one row for each model, folds included
 */
public record Candidates(
    int formatVersion,
    String metric,
    int published,
    long modelPasses,
    List<Configuration> configurations,
    List<IterationDocument.Model> models) {
  /** The version that this build writes and reads. */
  public static final int VERSION = 1;

  /**
   * A point of hyper-parameters.
   *
   * @param model index of the model that would be published: trained on all folds or every sample
   * @param values its hyper-parameters
   * @param score held-out metric, the mean over folds where there are folds
   * @param spread standard deviation over folds
   * @param iterations scans that it took part in
   * @param left name of the reason why it left them; null where it was in to the end
   */
  public record Configuration(
      int model,
      Map<String, Double> values,
      double score,
      double spread,
      int iterations,
      String left) {}

  /** The rows, the best first; the published one leads. */
  public List<Configuration> ranked() {
    Metric by = Metric.named(metric).orElse(Metric.LOSS);
    List<Configuration> ranked = new ArrayList<>(configurations);
    ranked.sort(
        (a, b) -> by.better(a.score(), b.score()) ? -1 : by.better(b.score(), a.score()) ? 1 : 0);
    return ranked;
  }
}
