package org.trainyard.formats.dataset;

import org.trainyard.formats.dataset.StoredBlock.BlockId;

/**
 * A written block before its number among all blocks is known.
 *
 * @param id where the block comes from; what blocks are ordered by
 * @param file name of the container file, relative to the dataset's folder
 * @param position offset for {@code DataFileReader.seek}
 * @param bytes length on disk
 * @param rows number of samples
 */
public record BlockEntry(BlockId id, String file, long position, int bytes, int rows)
    implements Comparable<BlockEntry> {
  @Override
  public int compareTo(BlockEntry other) {
    return id.compareTo(other.id);
  }
}
