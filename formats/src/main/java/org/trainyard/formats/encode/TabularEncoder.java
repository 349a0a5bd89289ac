package org.trainyard.formats.encode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.trainyard.formats.config.DataKeys;
import org.trainyard.formats.dataset.StoredBlock;
import org.trainyard.formats.dataset.StoredBlock.Codes;
import org.trainyard.formats.encode.ColumnEncoding.Kind;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.formats.raw.RawSchema;
import org.trainyard.formats.raw.RawSchema.Column;
import org.trainyard.formats.raw.RawSchema.ColumnKind;
import org.trainyard.formats.sample.BlockHeader;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SparseBlock;

/** Encodes tabular blocks. Not thread-safe. */
final class TabularEncoder {
  /** A category that no feature stands for. */
  private static final int NO_FEATURE = -1;

  private final Encoding encoding;
  private final int tileWidth;
  private final Source[] sources;
  private final SparseRowsBuilder builder;

  /** Whether the raw tile, where nothing is missing, is the encoded one. */
  private final boolean sameTile;

  private long unseen;

  /** A column of the encoding, and where it stands in the blocks. */
  private record Source(ColumnEncoding column, int at, Map<String, Integer> featureOfCategory) {}

  TabularEncoder(Encoding encoding, RawSchema schema) throws BadDataException {
    this.encoding = encoding;
    List<Column> numeric = schema.columns(ColumnKind.NUMERIC);
    List<Column> categorical = schema.columns(ColumnKind.CATEGORICAL);
    this.tileWidth = numeric.size();
    this.builder = encoding.sparse() ? new SparseRowsBuilder(encoding.features()) : null;
    List<Source> found = new ArrayList<>();
    for (ColumnEncoding column : encoding.columns()) {
      boolean isNumeric = column.kind() == Kind.NUMERIC;
      int at = position(column, isNumeric ? numeric : categorical);
      if (at < 0) {
        throw missingColumn(column, schema, position(column, isNumeric ? categorical : numeric));
      }
      Map<String, Integer> features = new HashMap<>();
      if (column.kind() == Kind.ONE_HOT) {
        for (int c = 0; c < column.categories().size(); c++) {
          features.put(column.categories().get(c), column.first() + c);
        }
      }
      found.add(new Source(column, at, features));
    }
    this.sources = found.toArray(new Source[0]);
    this.sameTile =
        tileWidth == encoding.features()
            && tileWidth == sources.length
            && found.stream()
                .allMatch(s -> s.column().kind() == Kind.NUMERIC && s.column().first() == s.at());
  }

  private static int position(ColumnEncoding column, List<Column> columns) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(column.name())) {
        return i;
      }
    }
    return -1;
  }

  private static BadDataException missingColumn(
      ColumnEncoding column, RawSchema schema, int asOtherKind) {
    String kind = column.kind() == Kind.NUMERIC ? "numeric" : "categorical";
    if (asOtherKind >= 0) {
      return new BadDataException(
          "Column "
              + column.name()
              + " was "
              + kind
              + " in the training data and is not here; read it with "
              + (column.kind() == Kind.NUMERIC ? DataKeys.NUMERIC : DataKeys.CATEGORICAL).option()
              + " "
              + column.name());
    }
    return new BadDataException(
        "The "
            + kind
            + " column "
            + column.name()
            + " of the training data is missing; there are "
            + schema.columns().stream().map(Column::name).toList());
  }

  long unseen() {
    return unseen;
  }

  DenseBlock dense(StoredBlock block, BlockHeader header) throws BadDataException {
    int features = encoding.features();
    if (sameTile && isComplete(block.dense())) {
      return new DenseBlock(header, features, block.dense());
    }
    float[] tile = new float[Math.multiplyExact(block.rows(), features)];
    for (Source source : sources) {
      ColumnEncoding column = source.column();
      boolean numeric = column.kind() == Kind.NUMERIC;
      int[] features0 = numeric ? null : featuresOfCodes(source, block);
      for (int r = 0; r < block.rows(); r++) {
        int row = r * features;
        boolean missing = isMissing(source, block, r);
        if (missing) {
          checkMissing(column, block, r);
          if (column.indicator() != ColumnEncoding.NO_INDICATOR) {
            tile[row + column.indicator()] = 1f;
          }
        }
        if (numeric) {
          tile[row + column.first()] =
              missing ? column.fill() : block.dense()[r * tileWidth + source.at()];
        } else {
          int feature = feature(source, block, r, features0);
          if (feature != NO_FEATURE) {
            tile[row + feature] += 1f;
          }
        }
      }
    }
    return new DenseBlock(header, features, tile);
  }

  private static boolean isComplete(float[] tile) {
    boolean missing = false;
    for (float value : tile) {
      missing |= Float.isNaN(value);
    }
    return !missing;
  }

  SparseBlock sparse(StoredBlock block, BlockHeader header) throws BadDataException {
    int[][] featuresOfCodes = new int[sources.length][];
    for (int s = 0; s < sources.length; s++) {
      if (sources[s].column().kind() != Kind.NUMERIC) {
        featuresOfCodes[s] = featuresOfCodes(sources[s], block);
      }
    }
    builder.begin(block.rows());
    for (int r = 0; r < block.rows(); r++) {
      for (int s = 0; s < sources.length; s++) {
        Source source = sources[s];
        ColumnEncoding column = source.column();
        boolean missing = isMissing(source, block, r);
        if (missing) {
          checkMissing(column, block, r);
          if (column.indicator() != ColumnEncoding.NO_INDICATOR) {
            builder.add(column.indicator(), 1f);
          }
        }
        if (column.kind() == Kind.NUMERIC) {
          builder.add(
              column.first(), missing ? column.fill() : block.dense()[r * tileWidth + source.at()]);
        } else {
          int feature = feature(source, block, r, featuresOfCodes[s]);
          if (feature != NO_FEATURE) {
            builder.add(feature, 1f);
          }
        }
      }
      builder.endRow();
    }
    return builder.finish(header);
  }

  private boolean isMissing(Source source, StoredBlock block, int row) {
    return source.column().kind() == Kind.NUMERIC
        ? Float.isNaN(block.dense()[row * tileWidth + source.at()])
        : block.categorical()[source.at()].codes()[row] < 0;
  }

  private static void checkMissing(ColumnEncoding column, StoredBlock block, int row)
      throws BadDataException {
    if (column.missingIsError()) {
      throw new BadDataException(
          "Column "
              + column.name()
              + " has no value in sample "
              + row
              + " of chunk "
              + block.id().chunk()
              + " of input file "
              + block.id().file()
              + ", and the model was trained with "
              + DataKeys.MISSING_VALUES.option()
              + " error");
    }
  }

  /** The feature of each entry of a block's dictionary, and behind them that of a missing value. */
  private int[] featuresOfCodes(Source source, StoredBlock block) {
    Codes codes = block.categorical()[source.at()];
    int[] features = new int[codes.dictionary().length + 1];
    for (int d = 0; d < codes.dictionary().length; d++) {
      features[d] = featureOf(source, codes.dictionary()[d]);
    }
    String fill = source.column().fillCategory();
    features[codes.dictionary().length] = fill == null ? NO_FEATURE : featureOf(source, fill);
    return features;
  }

  private int featureOf(Source source, String category) {
    if (source.column().kind() == Kind.HASHED) {
      return encoding.firstBucket()
          + CategoryHash.bucket(source.column().name(), category, encoding.buckets());
    }
    return source.featureOfCategory().getOrDefault(category, NO_FEATURE);
  }

  private int feature(Source source, StoredBlock block, int row, int[] featuresOfCodes) {
    int code = block.categorical()[source.at()].codes()[row];
    if (code < 0) {
      return featuresOfCodes[featuresOfCodes.length - 1];
    }
    int feature = featuresOfCodes[code];
    unseen += feature == NO_FEATURE ? 1 : 0;
    return feature;
  }
}
