package org.trainyard.mapreduce.optimise;

/**
 * The answer to a {@link Request}. What is not finite stays as it is: a trial step may overflow.
 *
 * @param values f at the point, then at the trials, in the order of the request
 * @param vector the gradient; the Hessian's product; or the mean of the local points
 */
public record Evaluation(double[] values, double[] vector) {}
