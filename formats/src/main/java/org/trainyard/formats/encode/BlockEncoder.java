package org.trainyard.formats.encode;

import java.util.Arrays;
import org.trainyard.formats.dataset.StoredBlock;
import org.trainyard.formats.dataset.StoredBlock.Rows;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.formats.raw.RawSchema;
import org.trainyard.formats.raw.RawSchema.Layout;
import org.trainyard.formats.sample.BlockHeader;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;

/** Encodes the blocks of one dataset. Not thread-safe: one for each thread. */
public final class BlockEncoder {
  private final Encoding encoding;
  private final LabelEncoder labels;
  private final TabularEncoder tabular;
  private long unseenEntries;

  BlockEncoder(Encoding encoding, RawSchema schema) throws BadDataException {
    if (encoding.rawLayout() != schema.layout()) {
      throw new BadDataException(
          "The data are "
              + words(schema.layout())
              + " and the model was trained on "
              + words(encoding.rawLayout())
              + "; give data in the format of the training data");
    }
    this.encoding = encoding;
    this.labels = new LabelEncoder(encoding.labels(), schema);
    this.tabular =
        encoding.rawLayout() == Layout.SPARSE ? null : new TabularEncoder(encoding, schema);
  }

  private static String words(Layout layout) {
    return layout == Layout.SPARSE ? "sparse (LIBSVM)" : "columns";
  }

  /**
   * Encodes a block.
   *
   * @param block raw columns in the order of the schema that this encoder was made for
   * @param index position of the block in its dataset
   * @throws BadDataException if a value is missing that must not be, or labels do not fit
   */
  public SampleBlock encode(StoredBlock block, long index) throws BadDataException {
    BlockHeader header = new BlockHeader(index, labels.encode(block), block.weights());
    if (tabular != null) {
      return encoding.sparse() ? tabular.sparse(block, header) : tabular.dense(block, header);
    }
    return encoding.sparse() ? shifted(block.sparse(), header) : scattered(block.sparse(), header);
  }

  /** Samples so far whose label is none of the training classes; their label is NaN. */
  public long unknownLabels() {
    return labels.unknown();
  }

  /** Values so far that the encoding has no feature for: unseen categories and columns. */
  public long unseenValues() {
    return unseenEntries + (tabular == null ? 0 : tabular.unseen());
  }

  private SampleBlock shifted(Rows rows, BlockHeader header) {
    int[] dictionary = rows.dictionary();
    int from = at(dictionary, encoding.sparseBase());
    int to = at(dictionary, (long) encoding.sparseBase() + encoding.features());
    int[] features = new int[to - from];
    for (int d = from; d < to; d++) {
      features[d - from] = dictionary[d] - encoding.sparseBase();
    }
    if (from == 0 && to == dictionary.length) {
      return new SparseBlock(
          header, encoding.features(), features, rows.rowStart(), rows.columns(), rows.values());
    }
    int[] rowStart = new int[rows.rowStart().length];
    int[] columns = new int[rows.columns().length];
    float[] values = new float[columns.length];
    int n = 0;
    for (int r = 0; r + 1 < rowStart.length; r++) {
      for (int i = rows.rowStart()[r]; i < rows.rowStart()[r + 1]; i++) {
        if (rows.columns()[i] >= from && rows.columns()[i] < to) {
          columns[n] = rows.columns()[i] - from;
          values[n++] = rows.values()[i];
        }
      }
      rowStart[r + 1] = n;
    }
    unseenEntries += columns.length - n;
    return new SparseBlock(
        header,
        encoding.features(),
        features,
        rowStart,
        Arrays.copyOf(columns, n),
        Arrays.copyOf(values, n));
  }

  private SampleBlock scattered(Rows rows, BlockHeader header) {
    int features = encoding.features();
    int samples = header.labels().length;
    float[] tile = new float[Math.multiplyExact(samples, features)];
    for (int r = 0; r < samples; r++) {
      for (int i = rows.rowStart()[r]; i < rows.rowStart()[r + 1]; i++) {
        int feature = rows.dictionary()[rows.columns()[i]] - encoding.sparseBase();
        if (feature >= 0 && feature < features) {
          tile[r * features + feature] = rows.values()[i];
        } else {
          unseenEntries++;
        }
      }
    }
    return new DenseBlock(header, features, tile);
  }

  /** Position of the first entry that is at least {@code least}. */
  private static int at(int[] ascending, long least) {
    if (least > Integer.MAX_VALUE) {
      return ascending.length;
    }
    int found = Arrays.binarySearch(ascending, (int) least);
    return found >= 0 ? found : -found - 1;
  }
}
