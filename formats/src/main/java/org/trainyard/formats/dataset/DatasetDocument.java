package org.trainyard.formats.dataset;

import java.util.List;
import java.util.SortedMap;
import org.trainyard.formats.raw.RawFormat;
import org.trainyard.formats.raw.RawSchema;

/**
 * What {@code dataset.json} says. It follows from the input and the settings, never from the number
 * of tasks that packed it.
 *
 * @param formatVersion {@link #FORMAT_VERSION}
 * @param codeVersion of the program that packed
 * @param fingerprint of inputs, settings and format: the same means that packing again is not
 *     needed
 * @param format of the raw files
 * @param schema of the raw columns
 * @param rows number of samples
 * @param blocks number of blocks
 * @param bytes of all blocks on disk
 * @param skippedRecords bad records that were left out and kept in quarantine
 * @param labels what is known of the labels
 * @param sparse range of the columns; null for dense data
 * @param columns what is known of each feature column, by index; null when {@code columnsFile} says
 *     it
 * @param columnsFile name of the Avro file of the columns when there are many, else null
 * @param chunkBytes bytes of input in a chunk
 * @param inputs the raw files in order
 * @param settings that the dataset depends on, by key
 */
public record DatasetDocument(
    int formatVersion,
    String codeVersion,
    String fingerprint,
    RawFormat format,
    RawSchema schema,
    long rows,
    long blocks,
    long bytes,
    long skippedRecords,
    LabelStatistics labels,
    SparseRange sparse,
    List<ColumnStatistics> columns,
    String columnsFile,
    long chunkBytes,
    List<Input> inputs,
    SortedMap<String, String> settings) {
  /** The version that this build writes and reads. */
  public static final int FORMAT_VERSION = 1;

  /**
   * The columns of sparse data.
   *
   * @param minColumn smallest column number that occurs; 0 if none does
   * @param maxColumn largest column number that occurs; -1 if none does
   * @param columns number of distinct columns
   * @param entries number of entries
   */
  public record SparseRange(int minColumn, int maxColumn, long columns, long entries) {}

  /**
   * A raw file as it was when it was packed.
   *
   * @param path qualified
   * @param length in bytes, as stored
   * @param modified time of last modification, ms since the epoch
   * @param splittable whether chunks can be read without reading those before them
   * @param chunks number of chunks that were read
   * @param bytes read, uncompressed
   * @param checksum SHA-256 over the SHA-256 digests of the chunks in order, in hexadecimal
   */
  public record Input(
      String path,
      long length,
      long modified,
      boolean splittable,
      long chunks,
      long bytes,
      String checksum) {}
}
