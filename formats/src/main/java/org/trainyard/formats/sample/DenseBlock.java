package org.trainyard.formats.sample;

/**
 * A dense tile.
 *
 * @param header what all blocks have
 * @param features number of columns
 * @param values row-major, rows * features
 */
public record DenseBlock(BlockHeader header, int features, float[] values) implements SampleBlock {
  /** Checks the sizes once, so that kernels need not. */
  public DenseBlock {
    if (values.length != (long) header.labels().length * features) {
      throw new IllegalArgumentException(
          "A tile of "
              + header.labels().length
              + " rows and "
              + features
              + " columns cannot have "
              + values.length
              + " values");
    }
  }

  @Override
  public long memoryBytes() {
    return header.memoryBytes() + 4L * values.length;
  }
}
