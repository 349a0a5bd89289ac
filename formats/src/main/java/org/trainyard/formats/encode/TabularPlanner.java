package org.trainyard.formats.encode;

import java.util.ArrayList;
import java.util.List;
import org.trainyard.formats.config.DataKeys;
import org.trainyard.formats.config.DataKeys.Categories;
import org.trainyard.formats.config.DataKeys.MissingValues;
import org.trainyard.formats.config.InvalidSettingsException;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.dataset.ColumnStatistics;
import org.trainyard.formats.dataset.ColumnStatistics.Category;
import org.trainyard.formats.encode.ColumnEncoding.Kind;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.formats.raw.RawSchema.Layout;

/** Numbers the features of tabular columns, one column after the other. */
final class TabularPlanner {
  /** A tile up to this wide is never worth making sparse. */
  private static final int NARROW = 32;

  /** Sparse rows pay when at most one feature of so many is not 0. */
  private static final int WIDER = 4;

  private final long rows;
  private final Categories categories;
  private final MissingValues missingValues;
  private final long maxCategories;
  private final int hashBuckets;
  private final EncodingPlan.Moments moments = new EncodingPlan.Moments();
  private final List<ColumnEncoding> columns = new ArrayList<>();
  private int indicators;
  private boolean hashed;

  TabularPlanner(long rows, KeySource settings) {
    this.rows = rows;
    this.categories = DataKeys.CATEGORIES.get(settings);
    this.missingValues = DataKeys.MISSING_VALUES.get(settings);
    this.maxCategories = DataKeys.MAX_CATEGORIES.get(settings);
    this.hashBuckets = Math.toIntExact(DataKeys.HASH_BUCKETS.get(settings));
  }

  void plan(ColumnStatistics column) throws BadDataException {
    if (missingValues == MissingValues.ERROR && column.missing() > 0) {
      throw new BadDataException(
          "Column "
              + column.name()
              + " has "
              + column.missing()
              + " missing values of "
              + rows
              + ", and "
              + DataKeys.MISSING_VALUES.problem(
                  Key.spelling(missingValues), "missing values must not be there"));
    }
    if (EncodingPlan.isNumeric(column)) {
      numeric(column);
    } else if (categories == Categories.ONE_HOT) {
      oneHot(column);
    } else {
      hashed = true;
      add(column, Kind.HASHED, 0, 0f, null, mode(column));
    }
  }

  private void numeric(ColumnStatistics column) throws BadDataException {
    float fill = column.count() == 0 ? 0f : (float) column.mean();
    double mean = fill;
    double variance = 0;
    if (column.count() > 0) {
      double present = (double) column.count() / rows;
      double absent = (double) column.missing() / rows;
      mean = present * column.mean() + absent * fill;
      double off = column.mean() - mean;
      variance = present * (column.variance() + off * off) + absent * (fill - mean) * (fill - mean);
    }
    int first = moments.add(mean, variance);
    add(column, Kind.NUMERIC, first, fill, null, null);
  }

  private void oneHot(ColumnStatistics column) {
    if (column.categories() == null || column.categories().size() > maxCategories) {
      throw new InvalidSettingsException(
          List.of(
              DataKeys.MAX_CATEGORIES.problem(
                  Long.toString(maxCategories),
                  "column "
                      + column.name()
                      + " has more categories than that; allow more, ignore the column, or set "
                      + DataKeys.CATEGORIES.option()
                      + " "
                      + Key.spelling(Categories.HASH))));
    }
    int first = moments.count();
    String mode = mode(column);
    List<String> names = new ArrayList<>();
    for (Category category : column.categories()) {
      boolean filled = category.text().equals(mode);
      double share = (double) (category.count() + (filled ? column.missing() : 0)) / rows;
      moments.add(share, share * (1 - share));
      names.add(category.text());
    }
    add(column, Kind.ONE_HOT, first, 0f, names, mode);
  }

  private void add(
      ColumnStatistics column,
      Kind kind,
      int first,
      float fill,
      List<String> names,
      String fillCategory) {
    int indicator = ColumnEncoding.NO_INDICATOR;
    if (missingValues == MissingValues.INDICATOR && column.missing() > 0) {
      double share = (double) column.missing() / rows;
      indicator = moments.add(share, share * (1 - share));
      indicators++;
    }
    columns.add(
        new ColumnEncoding(
            column.name(),
            kind,
            first,
            fill,
            names,
            fillCategory,
            indicator,
            missingValues == MissingValues.ERROR));
  }

  /** The most frequent category, the first of several; null if the counts are not known. */
  private static String mode(ColumnStatistics column) {
    if (column.categories() == null) {
      return null;
    }
    Category mode = null;
    for (Category category : column.categories()) {
      if (mode == null || category.count() > mode.count()) {
        mode = category;
      }
    }
    return mode == null ? null : mode.text();
  }

  Encoding encoding(LabelEncoding labels) {
    int firstBucket = moments.count();
    int buckets = hashed ? hashBuckets : 0;
    for (int b = 0; b < buckets; b++) {
      moments.add(0, 1);
    }
    int features = moments.count();
    boolean sparse = features > NARROW && features > (long) WIDER * (columns.size() + indicators);
    return new Encoding(features, sparse, 0, Layout.DENSE, columns, firstBucket, buckets, labels);
  }

  double[] mean() {
    return moments.mean();
  }

  double[] deviation() {
    return moments.deviation();
  }
}
