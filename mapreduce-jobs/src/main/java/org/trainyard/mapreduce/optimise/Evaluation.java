package org.trainyard.mapreduce.optimise;

import org.trainyard.formats.vector.Vector;

/**
 * The answer to a {@link Request}. What is not finite stays as it is: a trial step may overflow.
 *
 * @param values f at the point, then at the trials, in the order of the request
 * @param vector the gradient; the Hessian's product; or the mean of the local points
 * @param metric for {@link Request.Kind#METRIC}, else null: a positive definite matrix that is like
 *     the Hessian up to a factor, for each of as many blocks as it goes into the vector; packed by
 *     rows of its lower triangle
 */
public record Evaluation(double[] values, Vector vector, double[] metric) {}
