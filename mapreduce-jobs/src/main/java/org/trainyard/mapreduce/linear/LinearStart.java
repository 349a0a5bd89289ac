package org.trainyard.mapreduce.linear;

import java.util.ArrayList;
import java.util.List;
import org.trainyard.mapreduce.algorithm.TrainedModel;
import org.trainyard.mapreduce.algorithm.TrainingProblem;
import org.trainyard.mapreduce.linear.LinearModels.Definition;

/**
 * Where the models start, in scaled coordinates.
 *
 * @param cold for each model: zero coefficients, and for a numeric label the intercept of its mean
 * @param warm for each model the given model's parameters; null without one
 */
record LinearStart(List<double[]> cold, List<double[]> warm) {
  static LinearStart of(LinearModels models, TrainingProblem problem) {
    List<double[]> cold = new ArrayList<>();
    List<double[]> warm = problem.warmStart() == null ? null : new ArrayList<>();
    for (Definition model : models.definitions()) {
      double[] point = new double[models.parameters()];
      double mean = problem.labels().mean();
      if (models.intercept() && models.outputs() == 1 && Double.isFinite(mean)) {
        point[models.features()] = model.loss().marginOfMean(mean);
      }
      cold.add(point);
      if (warm != null) {
        warm.add(model.scaling().toScaled(raw(models, problem.warmStart())));
      }
    }
    return new LinearStart(cold, warm);
  }

  private static double[] raw(LinearModels models, TrainedModel model) {
    int features = models.features();
    int width = models.parameters() / models.outputs();
    double[] raw = new double[models.parameters()];
    for (int o = 0; o < models.outputs(); o++) {
      System.arraycopy(model.tensors().get("coefficients"), o * features, raw, o * width, features);
      if (models.intercept()) {
        raw[o * width + features] = model.tensors().get("intercepts")[o];
      }
    }
    return raw;
  }

  boolean isWarm() {
    return warm != null;
  }

  double[] cold(int model) {
    return cold.get(model);
  }

  double[] warm(int model) {
    return warm.get(model);
  }
}
