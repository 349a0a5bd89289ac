package org.trainyard.am.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.config.Problems;
import org.trainyard.mapreduce.metric.Metric;
import org.trainyard.mapreduce.score.ScoreKeys;

/** Bounds that metrics are held to. Pure. */
record Requirements(Map<Metric, Double> bounds) {
  /** Parses them, and collects what is wrong. */
  static Requirements parse(KeySource settings, Problems problems) {
    Map<Metric, Double> bounds = new LinkedHashMap<>();
    for (String pair : problems.read(ScoreKeys.REQUIRE, settings, List.of())) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals).strip();
      if (equals < 0 || Metric.named(name).isEmpty()) {
        String why = equals < 0 ? "no value in it" : "no such metric";
        problems.add(
            ScoreKeys.REQUIRE.problem(pair, why + "; metrics are " + Metric.allSpellings()));
        continue;
      }
      try {
        Metric metric = Metric.named(name).orElseThrow();
        bounds.put(metric, Double.parseDouble(pair.substring(equals + 1).strip()));
      } catch (NumberFormatException e) {
        problems.add(ScoreKeys.REQUIRE.problem(pair, "the value is not a number"));
      }
    }
    return new Requirements(bounds);
  }

  /** A sentence for each metric that is worse than its bound, or not there. */
  List<String> broken(SortedMap<String, Double> metrics) {
    List<String> broken = new ArrayList<>();
    bounds.forEach(
        (metric, bound) -> {
          Double value = metrics.get(metric.spelling());
          if (value == null) {
            broken.add(
                metric.spelling()
                    + " is required and does not apply; there are "
                    + metrics.keySet());
          } else if (metric.better(bound, value)) {
            broken.add(
                metric.spelling() + " is " + value + " and has to be " + bound + " or better");
          }
        });
    return broken;
  }
}
