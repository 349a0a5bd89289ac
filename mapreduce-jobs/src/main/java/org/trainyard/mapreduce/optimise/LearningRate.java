package org.trainyard.mapreduce.optimise;

/**
 * Step lengths that fall with the iterations.
 *
 * @param first of iteration 0
 * @param decay how fast they fall
 */
public record LearningRate(double first, double decay) {
  /** first / (1 + decay k). */
  public double at(long iteration) {
    return first / (1 + decay * iteration);
  }
}
