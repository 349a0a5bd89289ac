/**
 * Losses of a sample as functions of its margins, with first and second derivatives.
 *
 * <p>Knows neither features nor models. All forms are stable for margins of any size, and use the
 * functions of {@link org.trainyard.mapreduce.elementary}, so that every machine gives the same
 * bits. Read {@link org.trainyard.mapreduce.loss.Loss} first.
 */
package org.trainyard.mapreduce.loss;
