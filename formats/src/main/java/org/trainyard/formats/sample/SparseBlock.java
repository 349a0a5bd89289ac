package org.trainyard.formats.sample;

/**
 * Compressed sparse rows over a dictionary of the features that occur in the block, so that a
 * kernel works on a vector as short as the block is varied.
 *
 * @param header what all blocks have
 * @param features width of the model's input
 * @param dictionary the features that occur, ascending; each below {@code features}
 * @param rowStart rows + 1 entries: the non-zeros of row r are rowStart[r] up to, not including,
 *     rowStart[r + 1]
 * @param columns for each non-zero the position of its feature in the dictionary; ascending within
 *     a row
 * @param values for each non-zero its value
 */
public record SparseBlock(
    BlockHeader header,
    int features,
    int[] dictionary,
    int[] rowStart,
    int[] columns,
    float[] values)
    implements SampleBlock {
  /** Checks the sizes once, so that kernels need not. */
  public SparseBlock {
    if (rowStart.length != header.labels().length + 1 || columns.length != values.length) {
      throw new IllegalArgumentException(
          "Sparse rows do not fit: "
              + header.labels().length
              + " labels, "
              + rowStart.length
              + " row starts, "
              + columns.length
              + " columns, "
              + values.length
              + " values");
    }
  }

  @Override
  public long memoryBytes() {
    return header.memoryBytes()
        + 4L * (dictionary.length + rowStart.length + columns.length + values.length);
  }
}
