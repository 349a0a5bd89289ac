package org.trainyard.mapreduce.kernel;

import java.util.List;
import java.util.Optional;
import org.trainyard.formats.sample.SampleBlock;

/**
 * One scan of linear models on a device: blocks are put in line, and their sums collected later.
 * Not thread-safe. After a {@link KernelFailedException} it must not be asked again.
 */
public interface LinearScan extends AutoCloseable {
  /**
   * Puts a block in line; the device may begin with it.
   *
   * @param trains whether rows are trained on: without, all are held out and there is no gradient
   * @param marks which rows are held out from which models; null where all are trained on
   * @return whether so much is in line that it should be collected
   * @throws KernelFailedException if the device failed
   */
  boolean submit(SampleBlock block, boolean trains, RowMarks marks);

  /**
   * Waits for the blocks in line.
   *
   * @throws KernelFailedException if the device failed; then nothing of them was counted
   */
  Sums collect();

  /** Gives room on the device back. The scan may go on, and takes it again. */
  @Override
  void close();

  /**
   * What some blocks sum up to.
   *
   * @param blocks for each block in the order of submission: its gradients, column after column,
   *     each with one number for each feature (of the dictionary, if it is sparse); the sum of
   *     residuals of each column; the scalar sums. Empty for a block that found no room: nothing of
   *     it was counted, and it has to be done elsewhere
   * @param scores what was counted in the score tables, in pages; in any order
   */
  record Sums(List<Optional<double[]>> blocks, List<ScorePage> scores) {}

  /**
   * A run of a score table.
   *
   * @param table 2 * slot for its training rows, one more for its held-out ones
   * @param firstKey of the run
   * @param units for each key the weight of its rows in units of 2<sup>-20</sup>
   */
  record ScorePage(int table, int firstKey, long[] units) {}
}
