package org.trainyard.mapreduce.pack;

/** What a pack job counts. */
public enum PackCounter {
  /** Samples that were packed. */
  ROWS,
  /** Sample blocks that were written. */
  BLOCKS,
  /** Records that were left out. */
  BAD_RECORDS,
  /** Bytes of input that were read, uncompressed. */
  INPUT_BYTES
}
