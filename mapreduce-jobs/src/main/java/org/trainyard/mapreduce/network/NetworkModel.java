package org.trainyard.mapreduce.network;

import org.trainyard.mapreduce.metric.MetricsLayout;
import org.trainyard.mapreduce.optimise.LearningRate;

/**
 * One network of a run: its hyper-parameters and where its sums stand in a partial.
 *
 * @param index of the model
 * @param label its swept values in words; may be empty
 * @param fold that is held out, or {@link org.trainyard.mapreduce.algorithm.ModelSpec#NO_FOLD}
 * @param rate of the local steps
 * @param momentum of the momentum rule
 * @param l2 penalty on weights
 * @param dropout fraction of hidden units left out
 * @param vectors first of its vector sums: weight times parameters, then weight times moments
 * @param scalars first of its scalar sums
 */
record NetworkModel(
    int index,
    String label,
    int fold,
    LearningRate rate,
    double momentum,
    double l2,
    double dropout,
    int vectors,
    int scalars) {
  /** Scalar sums beside those of metrics. */
  private static final int OWN = 2;

  /** The same network with its sums at another place. */
  NetworkModel at(int firstVector, int firstScalar) {
    return new NetworkModel(
        index, label, fold, rate, momentum, l2, dropout, firstVector, firstScalar);
  }

  /** Scalar sums of a model. */
  static int scalarSums(MetricsLayout metrics) {
    return OWN + 2 * metrics.scalars();
  }

  /** Place of the weight of the rows trained on, class weights included. */
  int weight() {
    return scalars;
  }

  /** Place of the weighted running loss, class weights included. */
  int loss() {
    return scalars + 1;
  }

  /** First sum of the training metrics. */
  int trainMetrics() {
    return scalars + OWN;
  }

  /** First sum of the held-out metrics. */
  int heldOutMetrics(MetricsLayout metrics) {
    return scalars + OWN + metrics.scalars();
  }

  /** Score table of the training metrics. */
  long trainTable() {
    return 2L * index;
  }

  /** Score table of the held-out metrics. */
  long heldOutTable() {
    return 2L * index + 1;
  }
}
