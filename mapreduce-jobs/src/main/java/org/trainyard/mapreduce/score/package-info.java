/**
 * Trained models at work: {@code evaluate} measures one against labels, {@code predict} writes its
 * scores beside the records; in this process or as a MapReduce job, with the same result.
 *
 * <p>Read {@link org.trainyard.mapreduce.score.Prediction} and {@link
 * org.trainyard.mapreduce.score.Evaluation} first.
 */
package org.trainyard.mapreduce.score;
