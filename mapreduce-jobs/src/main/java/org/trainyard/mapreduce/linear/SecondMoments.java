package org.trainyard.mapreduce.linear;

import java.util.Arrays;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.mapreduce.algorithm.Hashes;

/**
 * Sums of weight, features and products of features over a sample of the training rows: what the
 * Hessian of any of the losses resembles. Shared by all models of a scan, whatever their folds. Not
 * thread-safe.
 *
 * <p>Vector sums from {@code firstVector} on: the lower triangle of Σ w x xᵀ packed by rows, then Σ
 * w x. One scalar sum: Σ w.
 */
final class SecondMoments {
  /** Rows in the sample for each feature: enough to know the spectrum within a factor. */
  private static final long ROWS_PER_FEATURE = 256;

  /** Most features: the work is cubic in them. */
  private static final int MOST_FEATURES = 400;

  /** Most numbers that the factors of all models may take in the state. */
  private static final long MOST_NUMBERS = 1L << 22;

  private final int features;
  private final double fraction;
  private final long seed;
  private final int firstVector;
  private final int weightAt;
  private final double[] sums;
  private double weightSum;

  SecondMoments(LinearModels models, int firstVector, int weightAt) {
    this.features = models.features();
    this.fraction = models.momentsFraction();
    this.seed = models.holdout().seed();
    this.firstVector = firstVector;
    this.weightAt = weightAt;
    this.sums = new double[vectors(features)];
  }

  /** Whether they are worth their price for so many models of so many features. */
  static boolean affordable(int features, int models) {
    return features > 0
        && features <= MOST_FEATURES
        && (long) models * vectors(features) <= MOST_NUMBERS;
  }

  /** Fraction of so many rows that is summed. */
  static double fraction(long rows, int features) {
    return Math.min(1.0, (double) (ROWS_PER_FEATURE * features) / Math.max(1, rows));
  }

  /** Number of vector sums. */
  static int vectors(int features) {
    return features * (features + 1) / 2 + features;
  }

  /** Adds the sampled rows of a block in order, and deposits them. */
  void accumulate(SampleBlock block, Partial into) {
    for (int r = 0; r < block.rows(); r++) {
      double weight = block.weight(r);
      boolean sampled =
          fraction >= 1 || Hashes.uniform(seed, Hashes.SAMPLE, block.rowId(r)) < fraction;
      if (sampled && weight > 0) {
        weightSum += weight;
        if (block instanceof DenseBlock dense) {
          addDense(dense.values(), r * features, weight);
        } else if (block instanceof SparseBlock sparse) {
          addSparse(sparse, r, weight);
        }
      }
    }
    into.vectors().addAll(firstVector, sums, 0, sums.length);
    into.scalars().add(weightAt, weightSum);
    Arrays.fill(sums, 0.0);
    weightSum = 0;
  }

  private void addDense(float[] x, int at, double weight) {
    int linear = sums.length - features;
    int row = 0;
    for (int i = 0; i < features; i++) {
      double wx = weight * x[at + i];
      if (wx != 0) {
        for (int j = 0; j <= i; j++) {
          sums[row + j] += wx * x[at + j];
        }
        sums[linear + i] += wx;
      }
      row += i + 1;
    }
  }

  private void addSparse(SparseBlock block, int r, double weight) {
    int[] dictionary = block.dictionary();
    int[] columns = block.columns();
    int linear = sums.length - features;
    int from = block.rowStart()[r];
    for (int a = from; a < block.rowStart()[r + 1]; a++) {
      int i = dictionary[columns[a]];
      double wx = weight * block.values()[a];
      int row = i * (i + 1) / 2;
      for (int b = from; b <= a; b++) {
        sums[row + dictionary[columns[b]]] += wx * block.values()[b];
      }
      sums[linear + i] += wx;
    }
  }

  /**
   * A matrix that resembles the Hessian in a model's scaled coordinates, divided by the loss's
   * curvature: packed by rows, one row for each column of the parameters.
   *
   * @param sums the finished vector sums, from {@code at} on
   * @param weight the finished sum of weights
   * @param l2 scaled weights of the quadratic penalty divided by the curvature, one for each column
   */
  static double[] metric(
      double[] sums, int at, double weight, FeatureScaling scaling, double[] l2) {
    int features = scaling.features();
    int width = scaling.width();
    int linear = at + features * (features + 1) / 2;
    double[] matrix = new double[width * (width + 1) / 2];
    double[] scale = scaling.scale().array();
    int k = 0;
    for (int i = 0; i < features; i++) {
      for (int j = 0; j <= i; j++) {
        double product = sums[at + k] / weight;
        if (scaling.intercept()) {
          product -= sums[linear + i] / weight * (sums[linear + j] / weight);
        }
        matrix[k] = product / (scale[i] * scale[j]);
        k++;
      }
      matrix[k - 1] += l2[i] + RIDGE;
    }
    if (scaling.intercept()) {
      matrix[matrix.length - 1] = 1.0;
    }
    return matrix;
  }

  /** What a direction without variation counts for, of a typical one's 1. */
  private static final double RIDGE = 1e-6;
}
