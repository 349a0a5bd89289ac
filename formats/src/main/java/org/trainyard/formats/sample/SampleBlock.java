package org.trainyard.formats.sample;

/**
 * Some thousand samples, encoded as the model sees them: the unit of reading, of transfer to a
 * device, and of exactness.
 *
 * <p>Arrays are shared, not copied; nobody modifies them.
 */
public sealed interface SampleBlock permits DenseBlock, SparseBlock {
  /** What all blocks have, whatever their layout. */
  BlockHeader header();

  /** Position of the block in the dataset, from 0: the same however the dataset is split. */
  default long index() {
    return header().index();
  }

  /** Number of samples. */
  default int rows() {
    return header().labels().length;
  }

  /** Number of features: the width of the model's input. */
  int features();

  /** Bytes of its arrays. */
  long memoryBytes();

  /**
   * Label of a sample: for classification the class as a number from 0 up, for regression the
   * target. NaN when the data have no label.
   */
  default double label(int row) {
    return header().labels()[row];
  }

  /** Weight of a sample; 1 where the data give none. */
  default double weight(int row) {
    float[] weights = header().weights();
    return weights == null ? 1.0 : weights[row];
  }

  /**
   * A number for each sample that is unique in the dataset: what hashes and random streams are
   * drawn from.
   */
  default long rowId(int row) {
    return (index() << 24) | row;
  }
}
