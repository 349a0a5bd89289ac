package org.trainyard.mapreduce.linear;

import org.trainyard.formats.vector.Vector;
import org.trainyard.mapreduce.algorithm.TrainedModel;
import org.trainyard.mapreduce.algorithm.TrainingProblem;
import org.trainyard.mapreduce.linear.LinearModels.Definition;

/**
 * Where the models start, in scaled coordinates.
 *
 * @param models of the run
 * @param labelMean mean of the numeric label; NaN for classes
 * @param warm the model whose parameters to start from; null without one
 */
record LinearStart(LinearModels models, double labelMean, TrainedModel warm) {
  static LinearStart of(LinearModels models, TrainingProblem problem) {
    return new LinearStart(models, problem.labels().mean(), problem.warmStart());
  }

  boolean isWarm() {
    return warm != null;
  }

  /** Zero coefficients, and for a numeric label the intercept of its mean. */
  Vector cold(int m) {
    Definition model = models.definitions().get(m);
    double[] point = new double[models.parameters()];
    if (models.intercept() && models.outputs() == 1 && Double.isFinite(labelMean)) {
      point[models.features()] = model.loss().marginOfMean(labelMean);
    }
    return Vector.of(point);
  }

  /** The given model's parameters. */
  Vector warm(int m) {
    return Vector.of(models.definitions().get(m).scaling().toScaled(raw()));
  }

  private double[] raw() {
    int features = models.features();
    int width = models.parameters() / models.outputs();
    double[] raw = new double[models.parameters()];
    for (int o = 0; o < models.outputs(); o++) {
      System.arraycopy(warm.tensors().get("coefficients"), o * features, raw, o * width, features);
      if (models.intercept()) {
        raw[o * width + features] = warm.tensors().get("intercepts")[o];
      }
    }
    return raw;
  }
}
