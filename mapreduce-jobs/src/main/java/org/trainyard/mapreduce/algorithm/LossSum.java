package org.trainyard.mapreduce.algorithm;

/**
 * Where the losses of one model stand among the scalar sums of a partial.
 *
 * @param lossAt the sum of weighted losses of the training rows, without penalties
 * @param weightAt the sum of their weights
 */
public record LossSum(int lossAt, int weightAt) {}
