package org.trainyard.formats.encode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.trainyard.formats.config.DataKeys;
import org.trainyard.formats.config.InvalidSettingsException;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.dataset.ColumnStatistics;
import org.trainyard.formats.dataset.ColumnStatistics.Category;
import org.trainyard.formats.dataset.Dataset;
import org.trainyard.formats.dataset.DatasetDocument;
import org.trainyard.formats.dataset.LabelStatistics;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.formats.raw.RawSchema.ColumnKind;
import org.trainyard.formats.raw.RawSchema.Layout;

/**
 * An encoding for a training dataset, and what follows of the encoded features from its statistics.
 * A function of the dataset and the settings: every process that makes it makes the same one.
 *
 * @param encoding how raw columns become features
 * @param mean of each feature over all samples, after filling; 0 for hashed buckets
 * @param deviation standard deviation (of the population) of each feature; 0 for a constant one, 1
 *     for hashed buckets
 * @param classRows samples of each class; empty if there are no classes
 * @param labelMean mean of the numeric label; NaN for classes and without labels
 */
public record EncodingPlan(
    Encoding encoding, double[] mean, double[] deviation, long[] classRows, double labelMean) {

  /**
   * Plans the encoding of a training dataset.
   *
   * @throws InvalidSettingsException if the settings do not fit the data
   * @throws BadDataException if there is nothing to learn from, or a value is missing that must not
   *     be
   */
  public static EncodingPlan of(Dataset dataset, KeySource settings) throws IOException {
    DatasetDocument document = dataset.document();
    if (document.rows() == 0) {
      throw new BadDataException(
          "The dataset " + dataset.folder() + " has no samples; give input with at least one");
    }
    LabelEncoding labels = LabelRule.encoding(document.labels(), DataKeys.TASK.get(settings));
    return document.schema().layout() == Layout.SPARSE
        ? sparse(dataset, labels, settings)
        : tabular(dataset, labels, settings);
  }

  private static EncodingPlan tabular(Dataset dataset, LabelEncoding labels, KeySource settings)
      throws IOException {
    List<ColumnStatistics> columns = new ArrayList<>();
    dataset.forEachColumn(columns::add);
    TabularPlanner planner = new TabularPlanner(dataset.document().rows(), settings);
    for (ColumnStatistics column : columns) {
      planner.plan(column);
    }
    return finish(dataset, planner.encoding(labels), planner.mean(), planner.deviation());
  }

  private static EncodingPlan sparse(Dataset dataset, LabelEncoding labels, KeySource settings)
      throws IOException {
    DatasetDocument document = dataset.document();
    String setBase = DataKeys.LIBSVM_BASE.get(settings);
    int least = document.sparse().minColumn();
    int base = setBase.equals("auto") ? (least == 0 ? 0 : 1) : Integer.parseInt(setBase);
    if (document.sparse().entries() > 0 && least < base) {
      throw new InvalidSettingsException(
          List.of(
              DataKeys.LIBSVM_BASE.problem(
                  setBase, "column " + least + " occurs in " + dataset.folder())));
    }
    int features = document.sparse().maxColumn() - base + 1;
    double[] mean = new double[Math.max(features, 0)];
    double[] deviation = new double[mean.length];
    dataset.forEachColumn(
        column -> {
          mean[column.index() - base] = column.mean();
          deviation[column.index() - base] = Math.sqrt(column.variance());
        });
    // A tile is faster once half of it is filled, and no larger than the rows.
    boolean filled = 2.0 * document.sparse().entries() >= (double) document.rows() * features;
    Encoding encoding =
        new Encoding(features, !filled, base, Layout.SPARSE, List.of(), 0, 0, labels);
    return finish(dataset, encoding, mean, deviation);
  }

  private static EncodingPlan finish(
      Dataset dataset, Encoding encoding, double[] mean, double[] deviation)
      throws BadDataException {
    if (encoding.features() <= 0) {
      throw new BadDataException(
          "The dataset " + dataset.folder() + " has no feature; give input with at least one");
    }
    LabelStatistics label = dataset.document().labels();
    boolean classes = encoding.labels().kind() == LabelEncoding.Kind.CLASSES;
    boolean target = encoding.labels().kind() == LabelEncoding.Kind.TARGET;
    long[] classRows =
        classes ? label.classes().stream().mapToLong(Category::count).toArray() : new long[0];
    return new EncodingPlan(
        encoding, mean, deviation, classRows, target ? label.mean() : Double.NaN);
  }

  /** Means and deviations of features as they are added one by one. */
  static final class Moments {
    private double[] mean = new double[16];
    private double[] deviation = new double[16];
    private int count;

    /** Adds a feature with this mean and variance; returns its number. */
    int add(double featureMean, double variance) {
      if (count == mean.length) {
        mean = Arrays.copyOf(mean, 2 * count);
        deviation = Arrays.copyOf(deviation, 2 * count);
      }
      mean[count] = featureMean;
      deviation[count] = Math.sqrt(Math.max(variance, 0.0));
      return count++;
    }

    int count() {
      return count;
    }

    double[] mean() {
      return Arrays.copyOf(mean, count);
    }

    double[] deviation() {
      return Arrays.copyOf(deviation, count);
    }
  }

  static boolean isNumeric(ColumnStatistics column) {
    return column.kind() == ColumnKind.NUMERIC;
  }
}
