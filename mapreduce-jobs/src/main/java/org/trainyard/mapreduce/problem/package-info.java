/**
 * What a run trains: the datasets, their encoding and the K models, from which every process makes
 * the same algorithm.
 *
 * <p>Read {@link org.trainyard.mapreduce.problem.ProblemDocument} first.
 */
package org.trainyard.mapreduce.problem;
