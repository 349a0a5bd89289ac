package org.trainyard.mapreduce.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.Progress;
import org.trainyard.mapreduce.algorithm.StopReason;
import org.trainyard.mapreduce.metric.Metric;

/**
 * Chooses the model to publish: the one that was trained on the most samples, of the configuration
 * with the best held-out metric, over the folds if there are any. Ties go to the earlier
 * configuration.
 */
public final class Selection {
  /**
   * A configuration and its held-out metric.
   *
   * @param model the model that would be published: that of every sample, or else of all folds
   * @param score the held-out metric; the mean over the folds where there are folds; NaN where
   *     nothing is held out, and where a model of the configuration diverged
   * @param spread standard deviation over the folds; NaN without folds
   */
  public record Candidate(ModelSpec model, double score, double spread) {}

  private Selection() {}

  /** All configurations in order. */
  public static List<Candidate> candidates(
      List<ModelSpec> models, Progress progress, Metric metric) {
    SortedMap<Integer, List<ModelSpec>> configurations = new TreeMap<>();
    for (ModelSpec model : models) {
      configurations.computeIfAbsent(model.configuration(), c -> new ArrayList<>()).add(model);
    }
    return configurations.values().stream()
        .map(configuration -> candidate(configuration, progress, metric))
        .toList();
  }

  private static Candidate candidate(List<ModelSpec> models, Progress progress, Metric metric) {
    ModelSpec published = models.get(0);
    List<Double> folds = new ArrayList<>();
    boolean diverged = false;
    for (ModelSpec model : models) {
      diverged |= progress.models().get(model.index()).stop() == StopReason.DIVERGED;
      if (model.fold() >= 0) {
        folds.add(score(progress, model, metric));
      } else if (model.fold() == ModelSpec.EVERY_SAMPLE) {
        published = model;
      }
    }
    if (diverged) {
      return new Candidate(published, Double.NaN, Double.NaN);
    }
    if (folds.isEmpty()) {
      return new Candidate(published, score(progress, models.get(0), metric), Double.NaN);
    }
    double[] values = folds.stream().mapToDouble(Double::doubleValue).toArray();
    return new Candidate(published, Folds.mean(values), Folds.deviation(values));
  }

  /** The best of them. */
  public static Candidate best(List<Candidate> candidates, Metric metric) {
    return ranked(candidates, metric).get(0);
  }

  /** The best first; those without a score last; equal ones in their order. */
  public static List<Candidate> ranked(List<Candidate> candidates, Metric metric) {
    List<Candidate> ranked = new ArrayList<>(candidates);
    Comparator<Candidate> bestFirst =
        (a, b) ->
            metric.better(a.score(), b.score()) ? -1 : metric.better(b.score(), a.score()) ? 1 : 0;
    ranked.sort(bestFirst);
    return ranked;
  }

  private static double score(Progress progress, ModelSpec model, Metric metric) {
    SortedMap<String, Double> validation = progress.models().get(model.index()).validation();
    return validation.getOrDefault(metric.spelling(), Double.NaN);
  }
}
