package org.trainyard.mapreduce.loss;

/**
 * Room for what is computed on the way to the losses of some rows; its contents mean nothing
 * between calls. Not thread-safe.
 */
public final class LossWork {
  final LogisticRows logistic = new FasterLogisticRows();
  final double[] a;
  final double[] b;
  final double[] c;

  /** Room for so many rows. */
  public LossWork(int rows) {
    this.a = new double[rows];
    this.b = new double[rows];
    this.c = new double[rows];
  }
}
