package org.trainyard.mapreduce.elementary;

/**
 * Chooses between plain loops and the processor's vectors for work that both do with the same bits:
 * whichever was faster lately. Code on vectors is very slow until it is compiled, so every now and
 * then a little work tries the other way. Threads share it; a race loses no more than a choice.
 */
public final class FasterWay {
  /** Once it is known what compiled code takes, so many fewer trials. */
  private static final int LATER = 16;

  /** Longer than any work takes, with room above. */
  private static final long NEVER = Long.MAX_VALUE / 2;

  private final int period;
  private final int early;
  private int pieces;
  private volatile long plain = NEVER;
  private volatile long vectors = NEVER;

  /**
   * A choice that is open.
   *
   * @param period pieces of work for each that tries the other way, at first
   * @param early number of pieces at first; later trials are rarer
   */
  public FasterWay(int period, int early) {
    this.period = period;
    this.early = early;
  }

  /** Whether the next piece of work should try the way that is not known to be faster. */
  public boolean tries() {
    int n = ++pieces & Integer.MAX_VALUE;
    return n % (n < early ? period : LATER * period) == 0;
  }

  /** Whether vectors have been faster. */
  public boolean prefersVectors() {
    return vectors < plain;
  }

  /**
   * Tells what some work took.
   *
   * @param time for a unit of it
   */
  public void took(boolean withVectors, long time) {
    if (withVectors) {
      vectors = lately(vectors, time);
    } else {
      plain = lately(plain, time);
    }
  }

  /** As short as it was seen lately: a machine that is busy makes single times much longer. */
  private static long lately(long before, long time) {
    return Math.min(time, before + before / 8);
  }
}
