package org.trainyard.mapreduce.loss;

import org.trainyard.mapreduce.elementary.FasterWay;
import org.trainyard.mapreduce.elementary.VectorModule;

/** In plain loops or on vectors, whichever is faster; without the module of vectors in loops. */
final class FasterLogisticRows implements LogisticRows {
  private static final FasterWay WAY = new FasterWay(16, Integer.MAX_VALUE);

  /** Rows of a trial: few, since what has not been compiled yet is slow. */
  private static final int TRIED = 64;

  private final LogisticRows plain = new PlainLogisticRows();
  private final LogisticRows vectors = VectorModule.make(LogisticRows.class, "VectorLogisticRows");

  @Override
  public void rows(double[] m, double[] y, int from, int to, double[] values, double[] slopes) {
    int tried = from;
    if (vectors != null && to - from >= 2 * TRIED && WAY.tries()) {
      tried = time(vectors, true, m, y, from, values, slopes);
      tried = time(plain, false, m, y, tried, values, slopes);
    }
    LogisticRows faster = WAY.prefersVectors() ? vectors : plain;
    faster.rows(m, y, tried, to, values, slopes);
  }

  private int time(
      LogisticRows way,
      boolean withVectors,
      double[] m,
      double[] y,
      int from,
      double[] values,
      double[] slopes) {
    long started = System.nanoTime();
    way.rows(m, y, from, from + TRIED, values, slopes);
    WAY.took(withVectors, System.nanoTime() - started);
    return from + TRIED;
  }
}
