package org.trainyard.mapreduce.network;

import org.trainyard.mapreduce.algorithm.TrainingProblem.Features;

/**
 * How raw features become a network's inputs: (x - mean) * scale.
 *
 * @param mean of each feature
 * @param scale of each feature; 1 for a constant one
 */
record InputScaling(double[] mean, double[] scale) {
  /** Mean 0 and deviation 1 over the training data. */
  static InputScaling of(Features features) {
    double[] deviations = features.deviation().array();
    double[] scale = new double[features.count()];
    for (int j = 0; j < scale.length; j++) {
      double deviation = deviations[j];
      scale[j] = deviation > 0 ? 1 / deviation : 1.0;
    }
    return new InputScaling(features.mean().array(), scale);
  }

  /** The input that a feature's value becomes. */
  float input(int feature, float value) {
    return (float) ((value - mean[feature]) * scale[feature]);
  }
}
