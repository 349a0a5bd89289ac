package org.trainyard.formats.dataset;

import java.util.List;
import org.trainyard.formats.raw.RawSchema.ColumnKind;

/**
 * What is known of one feature column.
 *
 * @param index for tabular data the position among the feature columns, from 0; for sparse data the
 *     column number as it stands in the input
 * @param name from the schema; for sparse data the column number
 * @param kind what the column holds
 * @param count samples with a value; for sparse data the entries written in the input
 * @param missing samples without a value; 0 for sparse data, where absent means 0
 * @param min smallest value; NaN if there is none. For sparse data over all samples, absent ones
 *     being 0, like the three that follow
 * @param max largest value; NaN if there is none
 * @param mean over the samples with a value; NaN if there is none
 * @param variance of the population (divided by the count); NaN if there is no value
 * @param categories distinct values with their counts, in the order of the texts (by UTF-16 code
 *     units); null for a numeric column and where there are more than are kept
 * @param moreCategories whether there are more distinct values than are kept
 */
public record ColumnStatistics(
    int index,
    String name,
    ColumnKind kind,
    long count,
    long missing,
    double min,
    double max,
    double mean,
    double variance,
    List<Category> categories,
    boolean moreCategories) {
  /**
   * A distinct value of a categorical column or a label.
   *
   * @param text the value
   * @param count how many samples have it
   */
  public record Category(String text, long count) {}
}
