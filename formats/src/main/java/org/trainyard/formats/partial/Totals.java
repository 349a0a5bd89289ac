package org.trainyard.formats.partial;

/**
 * The sum over all samples, as the optimiser's step sees it.
 *
 * @param vectors rounded vector sums
 * @param scalars rounded scalar sums
 * @param counts whole-number counts
 * @param rows kept rows
 * @param samples number of samples visited, training and validation
 */
public record Totals(
    double[] vectors, double[] scalars, Counts counts, TopRows rows, long samples) {}
