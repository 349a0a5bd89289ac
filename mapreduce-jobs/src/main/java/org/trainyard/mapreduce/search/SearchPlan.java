package org.trainyard.mapreduce.search;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.config.Problems;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.algorithm.TrainingKeys.Strategy;

/**
 * What a search will do at most, told before it does anything.
 *
 * @param configurations that are tried
 * @param modelsEach models of each configuration
 * @param rungs at which the worst leave
 * @param iterations limit of the run
 * @param budget most model-passes; 0 for no limit
 */
public record SearchPlan(
    int configurations,
    long modelsEach,
    List<HalvingRule.Rung> rungs,
    long iterations,
    long budget) {

  /** Of settings that were found to be in order. */
  public static SearchPlan of(KeySource settings) {
    int configurations = SearchSpace.of(settings, new Problems()).points(settings).size();
    long iterations = TrainingKeys.MAX_ITERATIONS.get(settings);
    Strategy strategy = TrainingKeys.STRATEGY.get(settings);
    HalvingRule rule =
        new HalvingRule(TrainingKeys.FIRST_RUNG.get(settings), TrainingKeys.ETA.get(settings));
    return new SearchPlan(
        configurations,
        SearchChecks.modelsOfAConfiguration(settings),
        strategy.halves() ? rule.rungs(configurations, iterations) : List.of(),
        iterations,
        TrainingKeys.BUDGET.get(settings));
  }

  /** Model-passes of so many iterations if no model stops by itself. */
  long passes(long afterIterations) {
    long passes = 0;
    long done = 0;
    long in = configurations;
    for (HalvingRule.Rung rung : rungs) {
      long until = Math.min(rung.iteration(), afterIterations);
      passes += (until - done) * in;
      done = until;
      in = rung.iteration() <= afterIterations ? rung.after() : in;
    }
    return modelsEach * (passes + (afterIterations - done) * in);
  }

  /** Iterations that the budget lasts for if no model stops by itself. */
  long affordable() {
    long low = 0;
    long high = iterations;
    while (budget > 0 && low < high) {
      long middle = low + (high - low + 1) / 2;
      if (passes(middle) <= budget) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }

  /** For people. */
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "search     "
            + configurations
            + " configurations"
            + (modelsEach > 1 ? " of " + modelsEach + " models each" : "")
            + " share every scan");
    if (!rungs.isEmpty()) {
      sentences.add(
          "rungs      "
              + rungs.stream()
                  .map(rung -> rung.after() + " stay after iteration " + rung.iteration())
                  .collect(Collectors.joining(", ")));
    }
    String all =
        "at most "
            + passes(iterations)
            + " model-passes in "
            + iterations
            + " iterations; fewer where models converge";
    sentences.add(
        "cost       "
            + (budget > 0 && budget < passes(iterations)
                ? "the budget of "
                    + budget
                    + " model-passes lasts for "
                    + affordable()
                    + " iterations, or more where models converge"
                : all));
    return sentences;
  }
}
