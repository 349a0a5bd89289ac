package org.trainyard.mapreduce.problem;

import org.trainyard.formats.config.DataKeys;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.config.Problems;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.catalogue.KnownAlgorithms;
import org.trainyard.mapreduce.device.DeviceSettings;
import org.trainyard.mapreduce.search.SearchChecks;
import org.trainyard.mapreduce.search.SearchSpace;

/** Combinations of settings that make no sense, found before anything is packed or submitted. */
public final class TrainingCheck {
  private TrainingCheck() {}

  /**
   * Collects everything that is wrong and can be told from the settings alone; single values are
   * parsed elsewhere.
   */
  public static void check(KeySource settings, Problems problems) {
    Problems ignored = new Problems();
    long folds = ignored.read(TrainingKeys.FOLDS, settings, 0L);
    double fraction = ignored.read(TrainingKeys.VALIDATION_FRACTION, settings, 0.0);
    boolean dataset = settings.get(DataKeys.VALIDATION.name()) != null;
    if (folds == 1) {
      problems.add(
          TrainingKeys.FOLDS.problem("1", "one fold holds out everything; give at least 2"));
    }
    int ways = (folds > 0 ? 1 : 0) + (fraction > 0 ? 1 : 0) + (dataset ? 1 : 0);
    if (ways > 1) {
      problems.add(
          "Samples can be held out in one way only; give one of "
              + TrainingKeys.FOLDS.option()
              + ", "
              + TrainingKeys.VALIDATION_FRACTION.option()
              + " and "
              + DataKeys.VALIDATION.option());
    }
    if (ways == 0) {
      needsHoldout(settings, problems);
    }
    boolean refit = ignored.read(TrainingKeys.REFIT, settings, false);
    if (refit && folds < 2 && fraction == 0) {
      problems.add(
          TrainingKeys.REFIT.problem(
              "true",
              "no fraction of the samples is held out, so there is nothing to add; it goes with "
                  + TrainingKeys.VALIDATION_FRACTION.option()));
    }
    SearchSpace space = SearchChecks.check(settings, problems);
    DeviceSettings.check(settings, problems);
    new KnownAlgorithms().check(space.over(settings), problems);
  }

  private static void needsHoldout(KeySource settings, Problems problems) {
    String remedy =
        "nothing is held out to measure by; give "
            + DataKeys.VALIDATION.option()
            + ", "
            + TrainingKeys.VALIDATION_FRACTION.option()
            + " or "
            + TrainingKeys.FOLDS.option();
    String strategy = settings.get(TrainingKeys.STRATEGY.name());
    if (strategy != null) {
      problems.add(
          TrainingKeys.STRATEGY.problem(
              strategy, "the best configuration is chosen by a held-out metric, and " + remedy));
    }
    for (Key<?> key : TrainingKeys.SWEEPS) {
      String text = settings.get(key.name());
      if (strategy == null && text != null && text.contains(",")) {
        problems.add(
            key.problem(
                text, "the best of several models is chosen by a held-out metric, and " + remedy));
      }
    }
    long patience = new Problems().read(TrainingKeys.PATIENCE, settings, 0L);
    if (patience > 0) {
      problems.add(TrainingKeys.PATIENCE.problem(Long.toString(patience), remedy));
    }
  }
}
