package org.trainyard.formats.encode;

import java.util.List;

/**
 * How one tabular column becomes features.
 *
 * @param name of the raw column; columns are found by name
 * @param kind how it becomes features
 * @param first number of its first feature; 0 for {@link Kind#HASHED}, whose features are shared
 * @param fill what stands for a missing number
 * @param categories of a one-hot column, in the order of their features; null otherwise
 * @param fillCategory what stands for a missing text; null if there is nothing to stand for it
 * @param indicator number of the feature that is 1 where the value is missing; -1 for none
 * @param missingIsError whether a missing value is an error
 */
public record ColumnEncoding(
    String name,
    Kind kind,
    int first,
    float fill,
    List<String> categories,
    String fillCategory,
    int indicator,
    boolean missingIsError) {
  /** No feature says that a value is missing. */
  public static final int NO_INDICATOR = -1;

  /** How a column becomes features. */
  public enum Kind {
    /** The number itself is the feature. */
    NUMERIC,
    /** One feature for each category, 1 where the sample has it; unknown categories give none. */
    ONE_HOT,
    /** A feature of the shared buckets, chosen by a hash of column and category. */
    HASHED
  }
}
