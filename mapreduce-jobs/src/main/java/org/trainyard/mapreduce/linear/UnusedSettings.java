package org.trainyard.mapreduce.linear;

import java.util.ArrayList;
import java.util.List;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.config.Problems;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.algorithm.TrainingKeys.LocalRule;
import org.trainyard.mapreduce.algorithm.TrainingKeys.LossName;
import org.trainyard.mapreduce.algorithm.TrainingKeys.OptimiserName;
import org.trainyard.mapreduce.algorithm.UnusedKeys;

/** Settings that the chosen optimiser or loss would silently ignore. */
final class UnusedSettings {
  private UnusedSettings() {}

  /**
   * Collects a problem for each that is set to something else than its default.
   *
   * @param loss the loss, or null where it will follow from the labels
   */
  static void report(KeySource source, LossName loss, OptimiserName optimiser, Problems problems) {
    for (Key<?> key : ignoredBy(optimiser, source)) {
      UnusedKeys.report(problems, source, "with --optimiser " + Key.spelling(optimiser), key);
    }
    if (loss != null && loss != LossName.HUBER) {
      UnusedKeys.report(
          problems, source, "with --loss " + Key.spelling(loss), TrainingKeys.HUBER_DELTA);
    }
  }

  private static List<Key<?>> ignoredBy(OptimiserName optimiser, KeySource source) {
    List<Key<?>> ignored = new ArrayList<>();
    boolean local = optimiser == OptimiserName.LOCAL_SGD;
    boolean secondOrder = optimiser == OptimiserName.LBFGS || optimiser == OptimiserName.NEWTON;
    boolean online = secondOrder && new Problems().read(TrainingKeys.ONLINE_PASS, source, false);
    boolean walks = local || online;
    LocalRule rule = new Problems().read(TrainingKeys.LOCAL_RULE, source, LocalRule.MOMENTUM);
    if (optimiser != OptimiserName.LBFGS) {
      ignored.add(TrainingKeys.HISTORY);
    }
    if (secondOrder) {
      ignored.add(TrainingKeys.DECAY);
    } else {
      ignored.add(TrainingKeys.ONLINE_PASS);
    }
    if (secondOrder && !online) {
      ignored.add(TrainingKeys.LEARNING_RATE);
    }
    if (optimiser != OptimiserName.GRADIENT_DESCENT && !(walks && rule == LocalRule.MOMENTUM)) {
      ignored.add(TrainingKeys.MOMENTUM);
    }
    if (!walks) {
      ignored.add(TrainingKeys.BATCH_SIZE);
      ignored.add(TrainingKeys.LOCAL_EPOCHS);
      ignored.add(TrainingKeys.SEGMENTS);
      ignored.add(TrainingKeys.LOCAL_RULE);
    }
    return ignored;
  }
}
