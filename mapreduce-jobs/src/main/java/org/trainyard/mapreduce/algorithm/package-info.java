/**
 * The contract of an iteration: what every algorithm gives, and all that an engine knows of it.
 *
 * <p>Imports no Hadoop type. Read {@link org.trainyard.mapreduce.algorithm.Algorithm} and {@link
 * org.trainyard.mapreduce.algorithm.TrainingProblem} first.
 */
package org.trainyard.mapreduce.algorithm;
