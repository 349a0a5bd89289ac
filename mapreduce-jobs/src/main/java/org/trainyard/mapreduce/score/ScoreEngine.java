package org.trainyard.mapreduce.score;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.partial.Totals;

/** How scoring is carried out. All engines give the same bits. */
public abstract sealed class ScoreEngine permits LocalScoring, JobScoring {
  ScoreEngine() {}

  /**
   * What was written.
   *
   * @param rows samples that were scored
   * @param badRecords records that were left out
   * @param unseenValues values that the model has no feature for
   */
  record Written(long rows, long badRecords, long unseenValues) {}

  /** Wanted number of tasks for so many bytes of input. */
  abstract int tasks(long bytes);

  /** Sums up an evaluation. */
  abstract Totals evaluate(ScoreSpec spec, ScoringModel model)
      throws IOException, InterruptedException;

  /**
   * Writes predictions into a folder that is not there yet; the whole folder or, after a failure,
   * nothing that is marked as finished.
   */
  abstract Written predict(ScoreSpec spec, ScoringModel model, Path output)
      throws IOException, InterruptedException;
}
