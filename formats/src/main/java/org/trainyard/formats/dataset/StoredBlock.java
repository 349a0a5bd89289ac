package org.trainyard.formats.dataset;

/**
 * A block as it lies in a dataset: raw columns, before encoding, so that one packed dataset serves
 * every choice of one-hot or hashing and of how to fill missing values.
 *
 * <p>Numbers are either a dense tile or compressed sparse rows; categorical columns, if there are
 * any, stand beside a dense tile. Arrays are shared, not copied.
 *
 * @param id where the block comes from
 * @param rows number of samples
 * @param labels one number for each sample (NaN if missing or unlabelled), or null when labels are
 *     text
 * @param textLabels the labels as text codes, or null when labels are numbers
 * @param weights one for each sample, or null when the data give none
 * @param dense dense numeric columns, row-major, NaN where missing; null for sparse data
 * @param sparse sparse numeric columns; null for dense data
 * @param categorical one for each categorical column, in schema order; may be empty
 */
public record StoredBlock(
    BlockId id,
    int rows,
    double[] labels,
    Codes textLabels,
    float[] weights,
    float[] dense,
    Rows sparse,
    Codes[] categorical) {

  /**
   * Where a block comes from; the order of blocks is the order of these.
   *
   * @param file position of the input file among the inputs, ordered by path
   * @param chunk position of the chunk in the file
   * @param part position of the block in the chunk, when a chunk holds too many samples for one
   */
  public record BlockId(int file, long chunk, int part) implements Comparable<BlockId> {
    @Override
    public int compareTo(BlockId other) {
      int byFile = Integer.compare(file, other.file);
      int byChunk = byFile != 0 ? byFile : Long.compare(chunk, other.chunk);
      return byChunk != 0 ? byChunk : Integer.compare(part, other.part);
    }
  }

  /**
   * A text column with a dictionary of its own for each block.
   *
   * @param dictionary the distinct values of the block in order of first appearance
   * @param codes for each sample its position in the dictionary, or -1 if missing
   */
  public record Codes(String[] dictionary, int[] codes) {}

  /**
   * Compressed sparse rows over a dictionary of the column numbers that occur.
   *
   * @param dictionary the column numbers as they stand in the input, ascending
   * @param rowStart rows + 1 entries
   * @param columns for each non-zero the position of its column in the dictionary; ascending within
   *     a row
   * @param values for each non-zero its value
   */
  public record Rows(int[] dictionary, int[] rowStart, int[] columns, float[] values) {}
}
