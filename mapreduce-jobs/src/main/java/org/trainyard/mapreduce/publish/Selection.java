package org.trainyard.mapreduce.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.Progress;
import org.trainyard.mapreduce.metric.Metric;

/**
 * Chooses the model to publish: of the models that were trained on all folds, the one whose
 * configuration has the best held-out metric, over the folds if there are any. Ties go to the
 * earlier configuration.
 */
public final class Selection {
  /**
   * A configuration and its held-out metric.
   *
   * @param model the model trained on all folds
   * @param score its held-out metric; the mean over the folds where there are folds; NaN where
   *     nothing is held out
   * @param spread standard deviation over the folds; NaN without folds
   */
  public record Candidate(ModelSpec model, double score, double spread) {}

  private Selection() {}

  /** All configurations in order. */
  public static List<Candidate> candidates(
      List<ModelSpec> models, Progress progress, Metric metric) {
    List<Candidate> candidates = new ArrayList<>();
    for (ModelSpec model : models) {
      if (model.fold() == ModelSpec.NO_FOLD) {
        List<Double> folds = new ArrayList<>();
        for (ModelSpec other : models) {
          if (other.configuration() == model.configuration() && other.fold() != ModelSpec.NO_FOLD) {
            folds.add(score(progress, other, metric));
          }
        }
        candidates.add(
            folds.isEmpty()
                ? new Candidate(model, score(progress, model, metric), Double.NaN)
                : new Candidate(model, mean(folds), deviation(folds)));
      }
    }
    return candidates;
  }

  /** The best of them. */
  public static Candidate best(List<Candidate> candidates, Metric metric) {
    Candidate best = candidates.get(0);
    for (Candidate candidate : candidates) {
      if (metric.better(candidate.score(), best.score())) {
        best = candidate;
      }
    }
    return best;
  }

  private static double score(Progress progress, ModelSpec model, Metric metric) {
    SortedMap<String, Double> validation = progress.models().get(model.index()).validation();
    return validation.getOrDefault(metric.spelling(), Double.NaN);
  }

  private static double mean(List<Double> values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.size();
  }

  private static double deviation(List<Double> values) {
    double mean = mean(values);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return values.size() < 2 ? 0 : Math.sqrt(sum / (values.size() - 1));
  }
}
