package org.trainyard.gpu.cluster;

import org.trainyard.mapreduce.kernel.ClusterScanSpec;

/**
 * Where in a batch's memory its parts begin, in bytes: first what only the device sees, then, from
 * {@link #scalars} on, what comes back. A function of the sizes alone.
 *
 * @param rows of all blocks
 * @param distance of each row to its centroid, for each model: double
 * @param nearest cluster of each row, for each model: int
 * @param scalars four for each block and model: double
 * @param farDistance distances of the farthest rows of each block and model: double
 * @param farRow their numbers: int
 * @param sums of all blocks: double
 * @param end of all
 */
record BatchLayout(
    long rows,
    long distance,
    long nearest,
    long scalars,
    long farDistance,
    long farRow,
    long sums,
    long end) {
  /** Bytes of {@code cluster.cu}'s Block, of which one for each block stands at the beginning. */
  static final int BLOCK_BYTES = 104;

  private static final int ALIGNMENT = 8;

  /**
   * Lays a batch out.
   *
   * @param widths sum of the blocks' columns
   */
  static BatchLayout of(ClusterScanSpec spec, int blocks, long rows, long widths) {
    long models = spec.models().size();
    long distance = (long) blocks * BLOCK_BYTES;
    long nearest = distance + 8 * rows * models;
    long scalars = aligned(nearest + 4 * rows * models);
    long farDistance = scalars + 32L * blocks * models;
    long farRow = farDistance + 8L * blocks * models * spec.farthest();
    long sums = aligned(farRow + 4L * blocks * models * spec.farthest());
    long end = sums + 8L * ClusterTables.clusters(spec) * (widths + blocks);
    return new BatchLayout(rows, distance, nearest, scalars, farDistance, farRow, sums, end);
  }

  private static long aligned(long bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** Bytes that come back. */
  long results() {
    return end - scalars;
  }
}
