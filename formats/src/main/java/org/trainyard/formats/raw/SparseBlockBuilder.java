package org.trainyard.formats.raw;

import java.util.Arrays;
import org.trainyard.formats.dataset.StoredBlock;
import org.trainyard.formats.dataset.StoredBlock.BlockId;
import org.trainyard.formats.dataset.StoredBlock.Codes;
import org.trainyard.formats.dataset.StoredBlock.Rows;
import org.trainyard.formats.raw.RawSchema.LabelKind;

/** Collects sparse rows. */
final class SparseBlockBuilder extends BlockBuilder {
  private final ColumnDictionary dictionary = new ColumnDictionary();
  private int[] rowStart = new int[1024];
  private int[] columns = new int[1 << 14];
  private float[] values = new float[1 << 14];
  private int count;

  SparseBlockBuilder(LabelKind labelKind) {
    super(labelKind, false);
  }

  /** Adds the features of a row, of ascending columns. */
  void addRow(int[] ascending, float[] numbers, int length) {
    if (count + length > columns.length) {
      int capacity = Math.max(count + length, 2 * columns.length);
      columns = Arrays.copyOf(columns, capacity);
      values = Arrays.copyOf(values, capacity);
    }
    System.arraycopy(ascending, 0, columns, count, length);
    System.arraycopy(numbers, 0, values, count, length);
    count += length;
    int row = rows();
    if (row + 1 == rowStart.length) {
      rowStart = Arrays.copyOf(rowStart, 2 * rowStart.length);
    }
    rowStart[row + 1] = count;
  }

  @Override
  int values() {
    return count;
  }

  @Override
  StoredBlock block(BlockId id, int blockRows, double[] numbers, Codes texts, float[] ownWeights) {
    int[] distinct = dictionary.number(columns, count);
    Rows sparse =
        new Rows(
            distinct,
            Arrays.copyOf(rowStart, blockRows + 1),
            Arrays.copyOf(columns, count),
            Arrays.copyOf(values, count));
    count = 0;
    return new StoredBlock(id, blockRows, numbers, texts, ownWeights, null, sparse, new Codes[0]);
  }
}
