package org.trainyard.mapreduce.score;

import org.trainyard.formats.encode.LabelEncoding;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.partial.PartialShape;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.mapreduce.algorithm.Scorer;
import org.trainyard.mapreduce.metric.MetricsAccumulator;
import org.trainyard.mapreduce.metric.MetricsLayout;

/**
 * The map side of an evaluation: adds the scores of blocks against their labels to a partial, which
 * adds exactly, so that the grouping of blocks cannot show.
 *
 * <p>Counts of whole numbers have negative keys, since {@link
 * org.trainyard.mapreduce.metric.MetricsReader} owns the others: {@code -1 - (label * width +
 * predicted)} for the table of labels against predictions, in rows and not in weights; the keys
 * from {@link #UNLABELLED} on for the rest.
 */
final class EvaluationSums {
  /** Samples without a label that could be measured against. */
  static final long UNLABELLED = Long.MIN_VALUE;

  /** Samples whose label the training data did not have; they are unlabelled, too. */
  static final long UNKNOWN_LABELS = Long.MIN_VALUE + 1;

  /** Values that the model has no feature for. */
  static final long UNSEEN_VALUES = Long.MIN_VALUE + 2;

  /** Bad records that were left out. */
  static final long BAD_RECORDS = Long.MIN_VALUE + 3;

  /** Of clusters: the sum of weights, and of weighted squared distances. */
  private static final int CLUSTER_SCALARS = 2;

  private final Scorer.Output output;
  private final int outputs;
  private final int width;
  private final boolean classes;
  private final MetricsAccumulator metrics;

  /**
   * For the scores of one model.
   *
   * @param width number of classes or clusters that can be predicted; 0 where numbers are
   * @param center a number near the labels' mean, for numbers
   */
  EvaluationSums(
      Scorer.Output output, int outputs, int width, LabelEncoding.Kind labels, double center) {
    this.output = output;
    this.outputs = outputs;
    this.width = width;
    this.classes = labels == LabelEncoding.Kind.CLASSES;
    this.metrics =
        output == Scorer.Output.CLUSTER
            ? null
            : new MetricsAccumulator(MetricsLayout.of(output, center), 0, 0);
  }

  /** How large its partials are. */
  static PartialShape shape(Scorer.Output output) {
    return PartialShape.ofSums(
        0,
        output == Scorer.Output.CLUSTER ? CLUSTER_SCALARS : MetricsLayout.of(output, 0).scalars());
  }

  /** The key of a pair in the table of labels against predictions. */
  static long pair(int label, int predicted, int width) {
    return -1 - ((long) label * width + predicted);
  }

  /** Adds a block. */
  void add(SampleBlock block, double[] scores, Partial into) {
    if (metrics == null) {
      addClusters(block, scores, into);
    } else {
      addLabelled(block, scores, into);
      metrics.deposit(into);
    }
    into.visited(block.rows());
  }

  private void addLabelled(SampleBlock block, double[] scores, Partial into) {
    for (int row = 0; row < block.rows(); row++) {
      double label = block.label(row);
      if (Double.isNaN(label)) {
        into.counts().add(UNLABELLED, 1);
        continue;
      }
      int at = row * outputs;
      metrics.scores(output, scores, at, outputs, label, block.weight(row), into);
      if (width > 0) {
        int predicted = PredictionColumns.predictedClass(output, scores, at, outputs);
        into.counts().add(pair((int) label, predicted, width), 1);
      }
    }
  }

  private void addClusters(SampleBlock block, double[] scores, Partial into) {
    double weights = 0;
    double distances = 0;
    for (int row = 0; row < block.rows(); row++) {
      int at = row * outputs;
      double weight = block.weight(row);
      weights += weight;
      distances += weight * scores[at + 1];
      double label = classes ? block.label(row) : 0;
      if (Double.isNaN(label)) {
        into.counts().add(UNLABELLED, 1);
      }
      // Row 0 of the table is for those without a label, so that the clusters' sizes are known.
      int known = Double.isNaN(label) || !classes ? 0 : 1 + (int) label;
      into.counts().add(pair(known, (int) scores[at], width), 1);
    }
    into.scalars().add(0, weights);
    into.scalars().add(1, distances);
  }
}
