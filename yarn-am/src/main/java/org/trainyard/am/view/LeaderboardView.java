package org.trainyard.am.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.trainyard.formats.run.IterationDocument;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.StopReason;
import org.trainyard.mapreduce.metric.Metric;
import org.trainyard.mapreduce.publish.Candidates;
import org.trainyard.mapreduce.publish.Leaderboard;

/** Configurations that compete, for people: the best first, and not more than one wants to read. */
public final class LeaderboardView {
  private LeaderboardView() {}

  /**
   * Of a finished run; empty for one configuration alone.
   *
   * @param most rows to show
   * @param file where all of them are
   */
  public static List<String> lines(Candidates candidates, int most, String file) {
    if (candidates.configurations().size() < 2) {
      return List.of();
    }
    List<String> varying = Leaderboard.varying(candidates.configurations());
    Table table =
        new Table(
            "rank",
            "hyper-parameters",
            "held-out " + candidates.metric(),
            "deviation",
            "iterations",
            "left because",
            "");
    List<Candidates.Configuration> ranked = candidates.ranked();
    for (int rank = 0; rank < Math.min(most, ranked.size()); rank++) {
      Candidates.Configuration one = ranked.get(rank);
      table.row(
          Integer.toString(rank + 1),
          varying.stream()
              .map(name -> name.substring(name.lastIndexOf('.') + 1) + " " + one.values().get(name))
              .collect(Collectors.joining("  ")),
          Figures.number(one.score()),
          Double.isNaN(one.spread()) ? "" : Figures.number(one.spread()),
          Integer.toString(one.iterations()),
          one.left() == null ? "in to the end" : StopReason.valueOf(one.left()).sentence(),
          one.model() == candidates.published() ? "published" : "");
    }
    List<String> lines = new ArrayList<>(table.lines());
    if (ranked.size() > most) {
      lines.add("… and " + (ranked.size() - most) + " more in " + file);
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "%d configurations, %,d model-passes",
            ranked.size(),
            candidates.modelPasses()));
    return lines;
  }

  /**
   * Of a run that is not finished: how many models are still trained, why the others are not, and
   * the configurations that lead; empty for one model alone.
   *
   * @param metric by which they are ranked
   * @param most configurations to show
   */
  public static List<String> standing(IterationDocument latest, Metric metric, int most) {
    if (latest.models().size() < 2) {
      return List.of();
    }
    Map<String, Long> left =
        latest.models().stream()
            .filter(model -> model.stop() != null)
            .collect(
                Collectors.groupingBy(
                    model -> StopReason.valueOf(model.stop()).sentence(),
                    TreeMap::new,
                    Collectors.counting()));
    long gone = left.values().stream().mapToLong(Long::longValue).sum();
    List<String> lines = new ArrayList<>();
    lines.add(
        latest.models().size() - gone + " of " + latest.models().size() + " models in the scan");
    left.forEach((sentence, count) -> lines.add("  " + count + " left: " + sentence));
    Table table = new Table("leading", "held-out " + metric.spelling());
    scores(latest, metric).entrySet().stream()
        .sorted(Map.Entry.comparingByValue(bestFirst(metric)))
        .limit(most)
        .forEach(entry -> table.row(entry.getKey(), Figures.number(entry.getValue())));
    if (!table.isEmpty()) {
      lines.addAll(table.lines());
    }
    return lines;
  }

  /** The mean over folds, or the model's own metric, by the label of the configuration. */
  private static Map<String, Double> scores(IterationDocument latest, Metric metric) {
    return latest.models().stream()
        .filter(model -> model.validation().containsKey(metric.spelling()))
        .collect(
            Collectors.groupingBy(
                model -> ModelSpec.configurationOf(model.label()),
                TreeMap::new,
                Collectors.averagingDouble(model -> model.validation().get(metric.spelling()))));
  }

  private static Comparator<Double> bestFirst(Metric metric) {
    return (a, b) -> metric.better(a, b) ? -1 : metric.better(b, a) ? 1 : 0;
  }
}
