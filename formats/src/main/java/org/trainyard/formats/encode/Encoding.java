package org.trainyard.formats.encode;

import java.util.List;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.formats.raw.RawSchema;

/**
 * How raw columns become the features and labels that a model sees. A plain record: it goes to JSON
 * and back, with the run and with the model, and encodes new data exactly as the training data.
 *
 * @param features width of the model's input
 * @param sparse whether encoded blocks are sparse; the same for all blocks
 * @param sparseBase the column number that is feature 0, when the raw data are sparse; else 0
 * @param rawLayout layout of the raw data
 * @param columns the tabular columns; empty for sparse raw data
 * @param firstBucket number of the first shared feature of hashed columns
 * @param buckets number of shared features of hashed columns; 0 if none is hashed
 * @param labels how labels are encoded
 */
public record Encoding(
    int features,
    boolean sparse,
    int sparseBase,
    RawSchema.Layout rawLayout,
    List<ColumnEncoding> columns,
    int firstBucket,
    int buckets,
    LabelEncoding labels) {
  /** More features than this have no names of their own. */
  public static final int MOST_NAMES = 100_000;

  /** Copies the list. */
  public Encoding {
    columns = List.copyOf(columns);
  }

  /**
   * A name for each feature, or null when there are more than {@link #MOST_NAMES}. A category's
   * feature is {@code column=category}, a bucket {@code hash[7]}, a missing-value indicator {@code
   * column=missing}, a column of sparse data its number.
   */
  public List<String> names() {
    if (features > MOST_NAMES) {
      return null;
    }
    String[] names = new String[features];
    if (rawLayout == RawSchema.Layout.SPARSE) {
      for (int f = 0; f < features; f++) {
        names[f] = Integer.toString(f + sparseBase);
      }
    }
    for (ColumnEncoding column : columns) {
      if (column.kind() == ColumnEncoding.Kind.NUMERIC) {
        names[column.first()] = column.name();
      } else if (column.kind() == ColumnEncoding.Kind.ONE_HOT) {
        for (int c = 0; c < column.categories().size(); c++) {
          names[column.first() + c] = column.name() + "=" + column.categories().get(c);
        }
      }
      if (column.indicator() != ColumnEncoding.NO_INDICATOR) {
        names[column.indicator()] = column.name() + "=missing";
      }
    }
    for (int b = 0; b < buckets; b++) {
      names[firstBucket + b] = "hash[" + b + "]";
    }
    return List.of(names);
  }

  /**
   * An encoder for data with this schema, whose columns may stand in another order and among
   * others.
   *
   * @throws BadDataException if a column that the encoding needs is not there or is of another kind
   */
  public BlockEncoder encoder(RawSchema schema) throws BadDataException {
    return new BlockEncoder(this, schema);
  }
}
