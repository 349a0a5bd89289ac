package org.trainyard.formats.sample;

/**
 * The columns that every block has.
 *
 * @param index position of the block in the dataset, from 0
 * @param labels one for each sample
 * @param weights one for each sample, or null when all are 1
 */
public record BlockHeader(long index, double[] labels, float[] weights) {
  /** Most samples in a block: a row's number must fit 24 bits of its identity. */
  public static final int MAX_ROWS = 1 << 24;

  /** Bytes of its arrays. */
  long memoryBytes() {
    return 8L * labels.length + (weights == null ? 0 : 4L * weights.length);
  }
}
