package org.trainyard.am.cluster;

/**
 * How many map tasks an iteration gets. A task costs seconds to start, so small data get few; work
 * that proves to be slow gets more, up to one wave of the free capacity. The model never depends on
 * it. Pure.
 */
public final class SplitPolicy {
  /**
   * A task reads as much in about the time that it takes to start (measured: packed data are read
   * and summed at some 100 MB/s a core, a container starts in one to two seconds).
   */
  static final long BYTES = 64L << 20;

  /** What a job of one iteration takes beside its arithmetic: submission, masters, containers. */
  static final double OVERHEAD_SECONDS = 8;

  /** Arithmetic in one task that is worth a container of its own. */
  static final double WORK_SECONDS = 4;

  private SplitPolicy() {}

  /** Before anything is measured. */
  public static int first(int wave, long bytes) {
    long bySize = (bytes + BYTES - 1) / BYTES;
    return (int) Math.max(1, Math.min(wave, bySize));
  }

  /**
   * After an iteration.
   *
   * @param splits that it had
   * @param seconds that it took
   */
  public static int next(int wave, int splits, double seconds) {
    double work = Math.max(0, seconds - OVERHEAD_SECONDS) * splits;
    long wanted = (long) Math.ceil(work / WORK_SECONDS);
    // Never fewer than before: what was enough for this work stays enough, and the number settles.
    return (int) Math.max(1, Math.min(wave, Math.max(splits, wanted)));
  }
}
