package org.trainyard.mapreduce.metric;

import org.trainyard.formats.partial.Counts;
import org.trainyard.formats.partial.Partial;
import org.trainyard.mapreduce.algorithm.Scorer;

/**
 * The map side of metrics: sums over the samples of one block, in the order in which they are
 * added, deposited exactly. Not thread-safe.
 *
 * <p>Takes {@link MetricsLayout#scalars()} scalar sums of the partial from {@code firstScalar} on,
 * and for two classes the counts of one score table: keys {@code table << 18 | bin << 1 | class}.
 * The bin is the upper 17 bits of the margin as a float (sign, exponent, 8 bits of the mantissa),
 * so margins closer than 1/256 of their size count as ties, half each: an area that is right to
 * about 10<sup>-6</sup>, from tables that stay in a core's cache. Weights enter the table in units
 * of 2<sup>-20</sup>.
 */
public final class MetricsAccumulator {
  static final int TABLE_BITS = 18;
  private static final double WEIGHT_UNIT = 0x1.0p20;
  private static final long ONE = 1L << 20;

  /** Rows whose scores are kept together. */
  private static final int STRETCH = 1 << 10;

  private final MetricsLayout layout;
  private final int firstScalar;
  private final long firstKey;
  private final double[] sums;
  private final ScoreCounts scores;

  /** Losses of samples that came in many. */
  private final LaneSum lossSum = new LaneSum();

  /**
   * An empty accumulator.
   *
   * @param layout what is summed
   * @param firstScalar the first of its scalar sums in the partial
   * @param table number of its score table, from 0, below 2<sup>45</sup>
   */
  public MetricsAccumulator(MetricsLayout layout, int firstScalar, long table) {
    this.layout = layout;
    this.firstScalar = firstScalar;
    this.firstKey = table << TABLE_BITS;
    this.sums = new double[layout.scalars()];
    this.scores = new ScoreCounts(firstKey, ONE);
  }

  /**
   * Adds a sample of two classes; class 1 is predicted where the margin is positive.
   *
   * @param label 0 or 1
   * @param loss of the sample; ignored where the layout has none
   * @param into where its count goes at once; the sums follow with {@link #deposit}
   */
  public void binary(double margin, double label, double weight, double loss, Partial into) {
    boolean one = label > 0.5;
    addCommon(weight, loss);
    if (margin > 0 == one) {
      sums[MetricsLayout.CORRECT] += weight;
    }
    addWeighted(bin(margin) << 1 | (one ? 1 : 0), weight, into.counts());
  }

  /**
   * Adds a sample of several classes; the largest score predicts, the first of equal ones.
   *
   * @param scores the score of class c at {@code at + c * stride}
   */
  public void classes(
      double[] scores, int at, int stride, int classes, double label, double weight, double loss) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (scores[at + c * stride] > scores[at + best * stride]) {
        best = c;
      }
    }
    addCommon(weight, loss);
    if (best == (int) label) {
      sums[MetricsLayout.CORRECT] += weight;
    }
  }

  /** Adds a sample whose label is a number. */
  public void value(double prediction, double label, double weight, double loss) {
    addCommon(weight, loss);
    double error = prediction - label;
    double y = label - layout.center();
    sums[MetricsLayout.SQUARED_ERROR] += weight * (error * error);
    sums[MetricsLayout.ABSOLUTE_ERROR] += weight * Math.abs(error);
    sums[MetricsLayout.LABEL] += weight * y;
    sums[MetricsLayout.SQUARED_LABEL] += weight * (y * y);
  }

  /**
   * Adds many samples of two classes in order, as {@link #binary(double, double, double, double,
   * Partial)} does; those without weight do not count. The counts of scores may follow with {@link
   * #deposit}.
   *
   * @param losses null where their sum comes with {@link #deposit(Partial, double)}
   */
  public void binary(
      double[] margins,
      double[] labels,
      double[] weights,
      double[] losses,
      int rows,
      Partial into) {
    for (int from = 0; from < rows; from += STRETCH) {
      addScores(margins, labels, weights, from, Math.min(rows, from + STRETCH), into.counts());
    }
    addLosses(weights, losses, rows);
  }

  private void addScores(
      double[] margins, double[] labels, double[] weights, int from, int to, Counts counts) {
    scores.reserve(to - from, counts);
    double weightSum = sums[MetricsLayout.WEIGHT];
    double correct = sums[MetricsLayout.CORRECT];
    for (int r = from; r < to; r++) {
      double weight = weights[r];
      if (weight > 0) {
        int one = labels[r] > 0.5 ? 1 : 0;
        double margin = margins[r];
        int key = bin(margin) << 1 | one;
        int positive = margin > 0 ? 1 : 0;
        weightSum += weight;
        // No branch: the class that is right is anyone's guess.
        correct += weight * (1 ^ positive ^ one);
        if (weight == 1.0) {
          scores.add(key);
        } else {
          addWeighted(key, weight, counts);
        }
      }
    }
    sums[MetricsLayout.WEIGHT] = weightSum;
    sums[MetricsLayout.CORRECT] = correct;
  }

  /**
   * Adds many samples of two classes that weigh 1 or 0; otherwise as {@link #binary(double[],
   * double[], double[], double[], int, Partial)}.
   *
   * @param ones how many of them weigh 1
   * @param losses null where their sum comes with {@link #deposit(Partial, double)}
   */
  public void binaryOnes(
      double[] margins,
      double[] labels,
      double[] weights,
      int ones,
      double[] losses,
      int rows,
      Partial into) {
    int wrong = scores.add(margins, labels, weights, ones, rows, into.counts());
    sums[MetricsLayout.WEIGHT] += ones;
    sums[MetricsLayout.CORRECT] += ones - wrong;
    addLosses(weights, losses, rows);
  }

  private void addWeighted(int key, double weight, Counts counts) {
    long units = Math.round(weight * WEIGHT_UNIT);
    if (units != 0) {
      counts.add(firstKey | key, units);
    }
  }

  private void addLosses(double[] weights, double[] losses, int rows) {
    if (layout.loss() != MetricsLayout.LossKind.NONE && losses != null) {
      lossSum.add(weights, losses, rows);
    }
  }

  /**
   * Adds many samples of several classes in order; those without weight do not count.
   *
   * @param scores the score of class c for row r at {@code scores[first + c][r]}
   * @param losses null where their sum comes with {@link #deposit(Partial, double)}
   */
  public void classes(
      double[][] scores,
      int first,
      int classes,
      double[] labels,
      double[] weights,
      double[] losses,
      int rows) {
    for (int r = 0; r < rows; r++) {
      if (weights[r] > 0) {
        int best = first;
        for (int c = first + 1; c < first + classes; c++) {
          if (scores[c][r] > scores[best][r]) {
            best = c;
          }
        }
        sums[MetricsLayout.WEIGHT] += weights[r];
        if (best - first == (int) labels[r]) {
          sums[MetricsLayout.CORRECT] += weights[r];
        }
      }
    }
    addLosses(weights, losses, rows);
  }

  /** Adds many samples whose label is a number, in order; those without weight do not count. */
  public void value(
      double[] predictions, double[] labels, double[] weights, double[] losses, int rows) {
    for (int r = 0; r < rows; r++) {
      if (weights[r] > 0) {
        value(predictions[r], labels[r], weights[r], losses[r]);
      }
    }
  }

  /**
   * Adds a sample by the scores of a published model; the log-loss is taken from probabilities,
   * none of them below 10<sup>-15</sup>.
   *
   * @param output what the scores mean, the same that the layout was made of
   * @param scores of the sample, from {@code at} on
   * @param outputs number of scores
   */
  public void scores(
      Scorer.Output output,
      double[] scores,
      int at,
      int outputs,
      double label,
      double weight,
      Partial into) {
    switch (output) {
      case PROBABILITY -> {
        double p = scores[at];
        double margin = StrictMath.log(p) - StrictMath.log1p(-p);
        binary(margin, label, weight, logLoss(label > 0.5 ? p : 1 - p), into);
      }
      case MARGIN -> binary(scores[at], label, weight, 0, into);
      case CLASS_PROBABILITIES ->
          classes(scores, at, 1, outputs, label, weight, logLoss(scores[at + (int) label]));
      case VALUE -> value(scores[at], label, weight, 0);
      case CLUSTER -> throw new IllegalArgumentException("Clusters have no label to measure by");
    }
  }

  /**
   * Adds what was counted elsewhere in a score table.
   *
   * @param table number of the table
   * @param firstKey of a run of keys {@code bin << 1 | class}
   * @param units for each key the weight of its samples in units of 2<sup>-20</sup>
   */
  public static void addScores(long table, int firstKey, long[] units, Counts into) {
    for (int i = 0; i < units.length; i++) {
      if (units[i] != 0) {
        into.add(table << TABLE_BITS | firstKey + i, units[i]);
      }
    }
  }

  /** Adds the sums of the block to the partial, and begins anew. */
  public void deposit(Partial into) {
    deposit(into, lossSum.take());
  }

  /**
   * Adds the sums of the block to the partial, and begins anew.
   *
   * @param losses the sum of the weighted losses, where many rows were added without them
   */
  public void deposit(Partial into, double losses) {
    scores.deposit(into.counts());
    sums[MetricsLayout.LOSS] += losses;
    for (int s = 0; s < sums.length; s++) {
      into.scalars().add(firstScalar + s, sums[s]);
      sums[s] = 0;
    }
  }

  private void addCommon(double weight, double loss) {
    sums[MetricsLayout.WEIGHT] += weight;
    if (layout.loss() != MetricsLayout.LossKind.NONE) {
      sums[MetricsLayout.LOSS] += weight * loss;
    }
  }

  private static double logLoss(double probability) {
    return -StrictMath.log(Math.max(probability, 1e-15));
  }

  /** Order-preserving: the upper 17 bits of a float whose bits were made comparable as unsigned. */
  static int bin(double margin) {
    // Adding zero turns -0 into 0, which is the same margin.
    int bits = Float.floatToIntBits((float) margin + 0f);
    return (bits ^ (bits >> 31 | 0x8000_0000)) >>> 15;
  }
}
