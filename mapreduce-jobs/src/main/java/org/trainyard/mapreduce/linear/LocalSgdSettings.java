package org.trainyard.mapreduce.linear;

import org.trainyard.mapreduce.algorithm.TrainingKeys.LocalRule;
import org.trainyard.mapreduce.optimise.LearningRate;

/**
 * The mini-batch rule of local SGD for one model.
 *
 * @param rule how a step is made of a gradient
 * @param batch samples of a mini-batch
 * @param epochs passes over a segment in one iteration
 * @param rate learning rates of the iterations, in scaled coordinates
 * @param momentum of the momentum rule
 * @param seed of the order of samples
 */
record LocalSgdSettings(
    LocalRule rule, int batch, int epochs, LearningRate rate, double momentum, long seed) {
  /** The same with the rates of one model. */
  LocalSgdSettings with(LearningRate newRate, double newMomentum) {
    return new LocalSgdSettings(rule, batch, epochs, newRate, newMomentum, seed);
  }
}
