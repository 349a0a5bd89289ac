package org.trainyard.mapreduce.metric;

import org.trainyard.mapreduce.elementary.FasterWay;
import org.trainyard.mapreduce.elementary.VectorModule;

/** In a loop or on vectors, whichever is faster; without the module of vectors in a loop. */
final class FasterScoreKeys implements ScoreKeys {
  private static final FasterWay WAY = new FasterWay(16, 1 << 14);

  /** Rows of a trial: few, since what has not been compiled yet is slow. */
  private static final int TRIED = 64;

  private final ScoreKeys plain = new PlainScoreKeys();
  private final ScoreKeys vectors = VectorModule.make(ScoreKeys.class, "VectorScoreKeys");

  @Override
  public void of(double[] margins, double[] labels, int from, int to, int[] into, int at) {
    int first = from;
    if (vectors != null && to - from >= 2 * TRIED && WAY.tries()) {
      time(vectors, true, margins, labels, first, into, at);
      first += TRIED;
      time(plain, false, margins, labels, first, into, at + TRIED);
      first += TRIED;
    }
    ScoreKeys faster = WAY.prefersVectors() ? vectors : plain;
    faster.of(margins, labels, first, to, into, at + first - from);
  }

  private static void time(
      ScoreKeys way,
      boolean withVectors,
      double[] margins,
      double[] labels,
      int from,
      int[] into,
      int at) {
    long started = System.nanoTime();
    way.of(margins, labels, from, from + TRIED, into, at);
    WAY.took(withVectors, System.nanoTime() - started);
  }
}
