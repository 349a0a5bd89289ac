package org.trainyard.mapreduce.optimise;

import org.trainyard.mapreduce.metric.Metric;

/**
 * When a model is done.
 *
 * @param gradientTolerance the gradient's norm over that at the starting point, at or below which a
 *     model has converged
 * @param relativeTolerance change of the objective relative to its size, at or below which a model
 *     has converged; 0 for never
 * @param patience evaluations without a better held-out metric after which a model is stopped; 0
 *     for never
 * @param metric the held-out metric that early stopping looks at
 */
public record StopRules(
    double gradientTolerance, double relativeTolerance, int patience, Metric metric) {}
