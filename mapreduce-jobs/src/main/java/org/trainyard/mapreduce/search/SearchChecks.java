package org.trainyard.mapreduce.search;

import java.util.List;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.config.Problems;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.algorithm.TrainingKeys.Strategy;
import org.trainyard.mapreduce.algorithm.UnusedKeys;

/** What is wrong with a search and can be told from the settings alone. */
public final class SearchChecks {
  /** Most models in one run: their numbers stand in 16 bits of the metrics' keys. */
  private static final long MOST_MODELS = 65_535;

  private SearchChecks() {}

  /**
   * Collects everything that is wrong; single values are left to whoever parses them.
   *
   * @return the space that the settings ask for, of use where nothing is wrong with it
   */
  public static SearchSpace check(KeySource settings, Problems problems) {
    Problems values = new Problems();
    Strategy strategy = values.read(TrainingKeys.STRATEGY, settings, null);
    SearchSpace space = SearchSpace.of(settings, problems);
    if (strategy == null) {
      without(settings, problems);
      return space;
    }
    if (!strategy.halves()) {
      String beside = "with --strategy " + Key.spelling(strategy);
      UnusedKeys.report(problems, settings, beside, TrainingKeys.FIRST_RUNG, TrainingKeys.ETA);
    }
    if (strategy == Strategy.GRID) {
      UnusedKeys.report(problems, settings, "with --strategy grid", TrainingKeys.CONFIGURATIONS);
      for (Key<List<Double>> key : space.withoutPoints()) {
        problems.add(
            TrainingKeys.SEARCH.option()
                + ": the range of "
                + key.option().substring(2)
                + " has no number of points, which a grid needs; write LO..HI/POINTS");
      }
    }
    sizes(settings, strategy, space, problems);
    return space;
  }

  private static void without(KeySource settings, Problems problems) {
    UnusedKeys.report(
        problems,
        settings,
        "without " + TrainingKeys.STRATEGY.option() + " (the verb tune)",
        TrainingKeys.SEARCH,
        TrainingKeys.CONFIGURATIONS,
        TrainingKeys.FIRST_RUNG,
        TrainingKeys.ETA,
        TrainingKeys.BUDGET);
  }

  private static void sizes(
      KeySource settings, Strategy strategy, SearchSpace space, Problems problems) {
    if (!problems.all().isEmpty()) {
      return;
    }
    long configurations = configurations(settings, strategy, space);
    if (configurations < 2) {
      problems.add(
          "There is one configuration only, so nothing to choose from; give several values, as in"
              + " --search l2=log:1e-8..1e-1");
      return;
    }
    long each = modelsOfAConfiguration(settings);
    long models = configurations * each;
    if (models > MOST_MODELS) {
      problems.add(
          configurations
              + " configurations of "
              + each
              + " models each are "
              + models
              + " models; a run can train "
              + MOST_MODELS
              + " together");
    }
    long budget = new Problems().read(TrainingKeys.BUDGET, settings, 0L);
    if (budget > 0 && budget < models) {
      problems.add(
          TrainingKeys.BUDGET.problem(
              Long.toString(budget),
              "the first scan alone takes "
                  + models
                  + " model-passes ("
                  + configurations
                  + " configurations of "
                  + each
                  + " models each)"));
    }
  }

  private static long configurations(KeySource settings, Strategy strategy, SearchSpace space) {
    // A space without points is never laid out as a grid, whose size may be beyond all measure.
    boolean grid = space.isFinite() && (strategy == Strategy.GRID || asksForGrid(settings));
    return grid ? space.size() : space.points(settings).size();
  }

  private static boolean asksForGrid(KeySource settings) {
    Strategy strategy = TrainingKeys.STRATEGY.get(settings);
    return strategy.halves() && settings.get(TrainingKeys.CONFIGURATIONS.name()) == null;
  }

  /** Models that each configuration needs: one, one for each fold, and one for the refit. */
  static long modelsOfAConfiguration(KeySource settings) {
    Problems ignored = new Problems();
    long folds = ignored.read(TrainingKeys.FOLDS, settings, 0L);
    boolean refit = folds == 0 && ignored.read(TrainingKeys.REFIT, settings, false);
    return 1 + folds + (refit ? 1 : 0);
  }
}
