package org.trainyard.mapreduce.publish;

import java.util.SortedMap;

/**
 * {@code summary.json}: why a run ended and what came out.
 *
 * @param formatVersion of this document
 * @param stop name of the stop reason
 * @param sentence the reason in words
 * @param converged whether the model is as good as its settings let it be
 * @param iterations passes over the data
 * @param seconds wall time of the iterations
 * @param model path of the published model, relative to the run
 * @param label hyper-parameters of the published model, where several were trained
 * @param models number of models that were trained together
 * @param metric name of the metric that chose
 * @param score value of that metric; NaN where nothing was held out
 * @param objective of the published model
 * @param train its metrics over the training samples
 * @param validation its metrics over held-out samples
 */
public record Summary(
    int formatVersion,
    String stop,
    String sentence,
    boolean converged,
    int iterations,
    double seconds,
    String model,
    String label,
    int models,
    String metric,
    double score,
    double objective,
    SortedMap<String, Double> train,
    SortedMap<String, Double> validation) {
  /** The version that this build writes and reads. */
  public static final int VERSION = 1;
}
