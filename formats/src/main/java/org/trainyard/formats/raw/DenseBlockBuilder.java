package org.trainyard.formats.raw;

import java.util.Arrays;
import org.trainyard.formats.dataset.StoredBlock;
import org.trainyard.formats.dataset.StoredBlock.BlockId;
import org.trainyard.formats.dataset.StoredBlock.Codes;
import org.trainyard.formats.raw.RawSchema.LabelKind;

/** Collects rows of a fixed number of numeric and categorical columns. */
final class DenseBlockBuilder extends BlockBuilder {
  private final int numeric;
  private final CodesBuilder[] categorical;
  private float[] tile;
  private int count;

  DenseBlockBuilder(LabelKind labelKind, boolean weighted, int numeric, int categorical) {
    super(labelKind, weighted);
    this.numeric = numeric;
    this.tile = new float[Math.min(MAX_VALUES, 256 * Math.max(1, numeric))];
    this.categorical = new CodesBuilder[categorical];
    Arrays.setAll(this.categorical, column -> new CodesBuilder());
  }

  /** Adds the numeric columns of a row: as many as there are, NaN where missing. */
  void addNumbers(float[] row) {
    if (count + numeric > tile.length) {
      tile = Arrays.copyOf(tile, Math.max(count + numeric, 2 * tile.length));
    }
    System.arraycopy(row, 0, tile, count, numeric);
    count += numeric;
  }

  /** The builder of a categorical column; every row adds to every one of them. */
  CodesBuilder categorical(int column) {
    return categorical[column];
  }

  @Override
  int values() {
    return count;
  }

  @Override
  StoredBlock block(BlockId id, int blockRows, double[] numbers, Codes texts, float[] ownWeights) {
    float[] dense = Arrays.copyOf(tile, count);
    count = 0;
    Codes[] codes = new Codes[categorical.length];
    for (int column = 0; column < codes.length; column++) {
      codes[column] = categorical[column].take();
    }
    return new StoredBlock(id, blockRows, numbers, texts, ownWeights, dense, null, codes);
  }
}
