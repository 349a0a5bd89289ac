package org.trainyard.mapreduce.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.config.Problems;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.search.SearchSpace;

/**
 * The K models of a run: every point of hyper-parameters that is tried, each on all folds and with
 * each fold held out, or with a twin that is trained on every sample.
 */
public final class ModelGrid {
  /** Most models in one run: their numbers stand in 16 bits of the metrics' keys. */
  public static final int MOST = 65_535;

  private ModelGrid() {}

  /** All models, configuration by configuration, each first without a fold. */
  public static List<ModelSpec> of(KeySource settings) {
    Problems problems = new Problems();
    List<Map<String, Double>> points = SearchSpace.of(settings, problems).points(settings);
    problems.throwIfAny();
    int folds = TrainingKeys.FOLDS.get(settings).intValue();
    boolean refit = folds == 0 && TrainingKeys.REFIT.get(settings);
    List<ModelSpec> models = new ArrayList<>();
    for (int c = 0; c < points.size(); c++) {
      models.add(new ModelSpec(models.size(), points.get(c), c, ModelSpec.NO_FOLD));
      for (int fold = 0; fold < folds; fold++) {
        models.add(new ModelSpec(models.size(), points.get(c), c, fold));
      }
      if (refit) {
        models.add(new ModelSpec(models.size(), points.get(c), c, ModelSpec.EVERY_SAMPLE));
      }
    }
    return models;
  }
}
