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
  private int[] codes = new int[1 << 14];
  private float[] values = new float[1 << 14];
  private int count;

  SparseBlockBuilder(LabelKind labelKind) {
    super(labelKind, false);
  }

  /** Adds the features of a row, of ascending columns. */
  void addRow(int[] columns, float[] numbers, int length) {
    if (count + length > codes.length) {
      int capacity = Math.max(count + length, 2 * codes.length);
      codes = Arrays.copyOf(codes, capacity);
      values = Arrays.copyOf(values, capacity);
    }
    for (int i = 0; i < length; i++) {
      codes[count + i] = dictionary.code(columns[i]);
    }
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
    int[] sorted = dictionary.sorted();
    int[] ranks = dictionary.ranks(sorted);
    int[] columns = new int[count];
    for (int i = 0; i < count; i++) {
      columns[i] = ranks[codes[i]];
    }
    Rows sparse =
        new Rows(
            sorted, Arrays.copyOf(rowStart, blockRows + 1), columns, Arrays.copyOf(values, count));
    dictionary.clear();
    count = 0;
    return new StoredBlock(id, blockRows, numbers, texts, ownWeights, null, sparse, new Codes[0]);
  }
}
