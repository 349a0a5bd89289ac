package org.trainyard.mapreduce.score;

/** Counters of the jobs that score. */
public enum ScoreCounter {
  /** Samples that were scored. */
  ROWS,
  /** Bad records that were left out. */
  BAD_RECORDS,
  /** Values that the model has no feature for: unseen categories and columns. */
  UNSEEN_VALUES
}
