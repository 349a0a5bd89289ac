package org.trainyard.mapreduce.problem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.KeySource;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.TrainingKeys;

/**
 * The K models of a run: every combination of the swept hyper-parameters, each on all folds and
 * with each fold held out.
 */
public final class ModelGrid {
  /** Most models in one run: their numbers stand in 16 bits of the metrics' keys. */
  public static final int MOST = 65_535;

  private ModelGrid() {}

  /** All models, configuration by configuration, each first without a fold. */
  public static List<ModelSpec> of(KeySource settings) {
    List<Map<String, Double>> configurations = new ArrayList<>();
    configurations.add(new LinkedHashMap<>());
    for (Key<List<Double>> key : TrainingKeys.SWEEPS) {
      List<Double> values = key.get(settings);
      if (values != null) {
        configurations = product(configurations, key.name(), values);
      }
    }
    int folds = TrainingKeys.FOLDS.get(settings).intValue();
    List<ModelSpec> models = new ArrayList<>();
    for (int c = 0; c < configurations.size(); c++) {
      models.add(new ModelSpec(models.size(), configurations.get(c), c, ModelSpec.NO_FOLD));
      for (int fold = 0; fold < folds; fold++) {
        models.add(new ModelSpec(models.size(), configurations.get(c), c, fold));
      }
    }
    return models;
  }

  private static List<Map<String, Double>> product(
      List<Map<String, Double>> configurations, String name, List<Double> values) {
    List<Map<String, Double>> product = new ArrayList<>();
    for (Map<String, Double> configuration : configurations) {
      for (Double value : values) {
        Map<String, Double> extended = new LinkedHashMap<>(configuration);
        extended.put(name, value);
        product.add(extended);
      }
    }
    return product;
  }
}
