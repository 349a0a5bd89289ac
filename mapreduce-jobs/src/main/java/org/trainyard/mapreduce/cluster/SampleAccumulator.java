package org.trainyard.mapreduce.cluster;

import java.util.List;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.mapreduce.algorithm.Accumulator;
import org.trainyard.mapreduce.algorithm.Hashes;
import org.trainyard.mapreduce.algorithm.Holdout;
import org.trainyard.mapreduce.algorithm.Segment;

/**
 * The map side of the first iteration: a uniform sample of the training rows, drawn by a hash of
 * the row. Models with the same training rows share one sample, of which each takes as many of the
 * first rows as it would take alone.
 */
final class SampleAccumulator implements Accumulator {
  /** Rows for each cluster that are wanted. */
  private static final int ROWS_PER_CLUSTER = 50;

  /** Fewest rows that are wanted. */
  private static final int FEWEST_ROWS = 1000;

  /** Most numbers in the sample of one model, 32 MiB; sparse rows count as this many at most. */
  private static final int MOST_NUMBERS = 1 << 22;

  private static final int MOST_NUMBERS_OF_ROW = 1 << 10;

  private final List<Integer> folds;
  private final Holdout holdout;
  private final long seed;

  /** Prepares for the distinct folds of the models: one group of kept rows each. */
  SampleAccumulator(List<Integer> folds, Holdout holdout, long seed) {
    this.folds = folds;
    this.holdout = holdout;
    this.seed = seed;
  }

  /** Rows that a model of k clusters is seeded on, if there are so many. */
  static int rows(int k, int features) {
    long wanted = Math.max((long) ROWS_PER_CLUSTER * k, FEWEST_ROWS);
    long allowed = MOST_NUMBERS / Math.min(features, MOST_NUMBERS_OF_ROW);
    return (int) Math.max(k, Math.min(wanted, allowed));
  }

  @Override
  public void accumulate(Segment segment, Partial into) {
    for (SampleBlock block : segment.blocks()) {
      for (int r = 0; r < block.rows(); r++) {
        long id = block.rowId(r);
        double priority = Hashes.uniform(seed, Hashes.SAMPLE, id);
        for (int g = 0; g < folds.size(); g++) {
          if (block.weight(r) > 0
              && into.rows().wants(g, priority, id)
              && holdout.use(segment.role(), id, folds.get(g)) == Holdout.Use.TRAIN) {
            into.rows().offer(g, priority, id, KeptRows.encode(block, r));
          }
        }
      }
    }
  }
}
