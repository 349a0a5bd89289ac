package org.trainyard.formats.raw;

import java.util.Arrays;
import org.trainyard.formats.dataset.StoredBlock;
import org.trainyard.formats.dataset.StoredBlock.BlockId;
import org.trainyard.formats.dataset.StoredBlock.Codes;
import org.trainyard.formats.raw.RawSchema.LabelKind;

/**
 * Collects rows into a block: what dense and sparse blocks share. A row's features are added first,
 * then {@link #endRow} ends it.
 */
abstract class BlockBuilder {
  /** Most rows of a block. */
  static final int MAX_ROWS = 1 << 16;

  /** Most numbers of a block, unless a single row has more. */
  static final int MAX_VALUES = 1 << 22;

  private final LabelKind labelKind;
  private final boolean weighted;
  private final CodesBuilder textLabels = new CodesBuilder();
  private double[] labels = new double[1024];
  private float[] weights = new float[1024];
  private int rows;

  BlockBuilder(LabelKind labelKind, boolean weighted) {
    this.labelKind = labelKind;
    this.weighted = weighted;
  }

  /** Rows collected. */
  final int rows() {
    return rows;
  }

  /** Whether a row of so many more numbers belongs to a new block. */
  final boolean isFullFor(int values) {
    return rows == MAX_ROWS || rows > 0 && (long) values() + values > MAX_VALUES;
  }

  /**
   * Ends a row.
   *
   * @param label its label where labels are numbers; NaN if it is missing
   * @param text its label where labels are text; null if it is missing
   * @param weight its weight where the data give weights
   */
  final void endRow(double label, String text, float weight) {
    if (labelKind == LabelKind.TEXT) {
      if (text == null) {
        textLabels.addMissing();
      } else {
        textLabels.add(text);
      }
    } else if (labelKind == LabelKind.NUMBER) {
      if (rows == labels.length) {
        labels = Arrays.copyOf(labels, 2 * rows);
      }
      labels[rows] = label;
    }
    if (weighted) {
      if (rows == weights.length) {
        weights = Arrays.copyOf(weights, 2 * rows);
      }
      weights[rows] = weight;
    }
    rows++;
  }

  /** The block of the rows so far; begins anew. */
  final StoredBlock take(BlockId id) {
    double[] numbers = labelKind == LabelKind.NUMBER ? Arrays.copyOf(labels, rows) : null;
    Codes texts = labelKind == LabelKind.TEXT ? textLabels.take() : null;
    float[] ownWeights = weighted ? Arrays.copyOf(weights, rows) : null;
    if (labelKind == LabelKind.NONE) {
      numbers = new double[rows];
      Arrays.fill(numbers, Double.NaN);
    }
    StoredBlock block = block(id, rows, numbers, texts, ownWeights);
    rows = 0;
    return block;
  }

  /** Numbers collected. */
  abstract int values();

  /** The block, of features collected and these; begins anew with the features. */
  abstract StoredBlock block(
      BlockId id, int blockRows, double[] numbers, Codes texts, float[] ownWeights);
}
