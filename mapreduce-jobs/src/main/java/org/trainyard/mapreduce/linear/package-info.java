/**
 * Generalised linear models: margins that are linear in the features, any {@link
 * org.trainyard.mapreduce.loss.Loss}, any {@link org.trainyard.mapreduce.optimise.Optimiser}, K
 * models in one scan.
 *
 * <p>A model's parameters are a matrix with a row for each output (one, or one for each class) and
 * a column for each feature, then one for the intercept if there is one: {@code p[o * width + j]}.
 * Optimisers see them in scaled coordinates ({@link
 * org.trainyard.mapreduce.linear.FeatureScaling}); the map side and everything published see them
 * in the units of the data. A trained model's tensors are {@code coefficients} (outputs * features)
 * and {@code intercepts} (outputs).
 *
 * <p>Imports no Hadoop type. Read {@link org.trainyard.mapreduce.linear.LinearAlgorithm} and {@link
 * org.trainyard.mapreduce.linear.LinearAccumulator} first.
 */
package org.trainyard.mapreduce.linear;
