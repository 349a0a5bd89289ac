package org.trainyard.formats.dataset;

import java.util.List;
import org.trainyard.formats.dataset.ColumnStatistics.Category;
import org.trainyard.formats.raw.RawSchema.LabelKind;

/**
 * What is known of the labels.
 *
 * @param name of the label column; null if the data have none
 * @param kind what the labels are
 * @param count samples with a label
 * @param missing samples without one
 * @param classes distinct labels with their counts, by value if all are numbers, else by text; null
 *     where there are more than {@link #MOST_CLASSES}
 * @param min smallest label; NaN for texts, like the three that follow
 * @param max largest label
 * @param mean over the samples with a label
 * @param variance of the population
 */
public record LabelStatistics(
    String name,
    LabelKind kind,
    long count,
    long missing,
    List<Category> classes,
    double min,
    double max,
    double mean,
    double variance) {
  /** Distinct labels that are kept; a regression has more. */
  public static final int MOST_CLASSES = 10_000;
}
