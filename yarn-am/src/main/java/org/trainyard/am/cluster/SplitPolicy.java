package org.trainyard.am.cluster;

/**
 * How many map tasks an iteration gets. A container costs seconds to start and a busy cluster more,
 * so little work gets one task, which its job's master runs itself; much work gets one wave of the
 * free capacity. The model never depends on it. Pure.
 */
public final class SplitPolicy {
  /**
   * Work of a linear model on so many packed bytes takes about as long as a container takes to
   * start: blocks are read, decoded and summed at some 50 to 100 MB/s on one core.
   */
  static final long BYTES = 64L << 20;

  private SplitPolicy() {}

  /**
   * The number of tasks.
   *
   * @param wave map tasks that can run at once
   * @param bytes of the packed data
   * @param factor arithmetic for each value that is read, in units of one linear model
   */
  public static int splits(int wave, long bytes, double factor) {
    double wanted = Math.ceil(bytes * Math.max(1, factor) / BYTES);
    return (int) Math.max(1, Math.min(wave, wanted));
  }
}
