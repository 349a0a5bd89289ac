package org.trainyard.mapreduce.kernel;

import org.trainyard.formats.sample.SampleBlock;

/**
 * One round of Lloyd's algorithm on a device: blocks are submitted, and the sums of each taken
 * later, in the same order. Not thread-safe. After a {@link KernelFailedException} it must not be
 * asked again.
 */
public interface ClusterScan extends AutoCloseable {
  /**
   * Submits a block; the device may begin with it, and reads it until its sums are taken.
   *
   * @param block of the width of the spec
   * @param trains whether rows are trained on: without, all are held out
   * @param marks which rows are held out from which models; null where all are trained on
   * @return false if there is no room: sums have to be taken first, and if there are none, the
   *     block has to be done elsewhere
   * @throws KernelFailedException if the device failed
   */
  boolean submit(SampleBlock block, boolean trains, RowMarks marks);

  /**
   * Waits for the block that was submitted first of those whose sums were not taken.
   *
   * @throws KernelFailedException if the device failed; then nothing of the block was counted
   */
  Sums take();

  /** Gives room on the device back; no sums are owed. The scan may go on, and takes it again. */
  @Override
  void close();

  /**
   * What a block sums up to; for each model an array.
   *
   * @param sums for each cluster its rows times their weights, in columns (of the dictionary, if
   *     the block is sparse), row-major; then for each cluster the sum of its weights
   * @param scalars weighted squared distances of the rows that are trained on, their weight; the
   *     same of those held out
   * @param farthest rows of the block that are trained on with a weight and lie at a positive,
   *     finite distance from their centroid: the farthest first, then by number
   * @param distances squared ones of {@code farthest}
   */
  record Sums(double[][] sums, double[][] scalars, int[][] farthest, double[][] distances) {}
}
