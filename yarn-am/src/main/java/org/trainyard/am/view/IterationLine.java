package org.trainyard.am.view;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.trainyard.formats.run.IterationDocument;

/** One iteration in one line. */
public final class IterationLine {
  private static final int MOST_METRICS = 2;

  private IterationLine() {}

  /** Objective, gradient, the first held-out metrics (or else training metrics), and seconds. */
  public static String of(IterationDocument finished) {
    List<IterationDocument.Model> models = finished.models();
    return String.format(Locale.ROOT, "iteration %4d", finished.iteration())
        + "   "
        + (models.size() == 1 ? one(models.get(0)) : several(models))
        + "   "
        + Figures.duration(finished.seconds());
  }

  private static String one(IterationDocument.Model model) {
    StringBuilder text = new StringBuilder("objective ").append(Figures.number(model.objective()));
    if (!Double.isNaN(model.gradientNorm())) {
      text.append("   gradient ").append(String.format(Locale.ROOT, "%.2e", model.gradientNorm()));
    }
    if (!model.validation().isEmpty()) {
      text.append("   held out: ").append(metrics(model.validation()));
    } else if (!model.train().isEmpty()) {
      text.append("   ").append(metrics(model.train()));
    }
    return text.toString();
  }

  /** The first metrics beside the loss, or the loss where there is no other. */
  private static String metrics(SortedMap<String, Double> metrics) {
    String others =
        metrics.entrySet().stream()
            .filter(metric -> !metric.getKey().endsWith("loss"))
            .limit(MOST_METRICS)
            .map(IterationLine::metric)
            .collect(Collectors.joining("  "));
    return others.isEmpty() ? Figures.metrics(metrics) : others;
  }

  private static String metric(Map.Entry<String, Double> metric) {
    return metric.getKey() + " " + Figures.number(metric.getValue());
  }

  private static String several(List<IterationDocument.Model> models) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    int stopped = 0;
    for (IterationDocument.Model model : models) {
      least = Math.min(least, model.objective());
      most = Math.max(most, model.objective());
      stopped += model.stop() == null ? 0 : 1;
    }
    return models.size()
        + " models: objective "
        + Figures.number(least)
        + " to "
        + Figures.number(most)
        + ", "
        + stopped
        + " done";
  }
}
