package org.trainyard.mapreduce.score;

/** Hears of what a task does while it does it. */
interface ScoreProgress {
  /** So many samples were scored. */
  default void scored(int samples) {}

  /** A bad record was left out. */
  default void skipped() {}

  /** A chunk or block of so many bytes was read. */
  default void read(long bytes) {}

  /** Hears nothing. */
  static ScoreProgress none() {
    return new ScoreProgress() {};
  }
}
