package org.trainyard.am.exchange;

/**
 * The answer to hello, and word of what becomes known later: before the data are packed nobody
 * knows how they are cut.
 *
 * @param epoch number of the master's attempt; orders of an earlier one are not obeyed
 * @param run directory of the run
 * @param splits into how many splits the segments are combined; 0 if the data are not packed yet
 * @param shards into how many shards partials are cut
 */
public record Setup(int epoch, String run, int splits, int shards) {
  /** What is known before the data are packed. */
  public static Setup unpacked(int epoch, String run) {
    return new Setup(epoch, run, 0, 0);
  }

  /** Whether there are splits. */
  public boolean packed() {
    return splits > 0;
  }
}
