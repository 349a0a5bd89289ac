package org.trainyard.mapreduce.linear;

import java.util.Arrays;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.formats.vector.Vector;
import org.trainyard.mapreduce.algorithm.TrainingKeys.LocalRule;
import org.trainyard.mapreduce.linear.LinearModels.Definition;

/**
 * One model's mini-batch steps from a point: samples are added one by one, then a step is taken. An
 * absolute penalty is a proximal step after each. A step costs the width of the model, so wide
 * models want large batches. Not thread-safe.
 */
final class LocalSgdWalk {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final Definition model;
  private final FeatureScaling scaling;
  private final int outputs;
  private final int features;
  private final int width;
  private final double rate;

  /** Scaled parameters, their image in raw coordinates, and the raw gradient of the batch. */
  private double[] point;

  private double[] raw;
  private final double[] gradient;

  /** Momentum: the velocity. Adam: the first and second moments. */
  private final double[] first;

  private final double[] second;
  private final double[] reach;
  private final double[] margins;
  private final double[] residuals;
  private double batchWeight;
  private int steps;

  LocalSgdWalk(LinearModels models, Definition model, double rate) {
    this.model = model;
    this.scaling = model.scaling();
    this.outputs = models.outputs();
    this.features = models.features();
    this.width = scaling.width();
    this.rate = rate;
    int size = outputs * width;
    this.gradient = new double[size];
    this.first = new double[size];
    this.second = new double[size];
    this.reach = new double[size];
    this.margins = new double[outputs];
    this.residuals = new double[outputs];
  }

  /** Starts from scaled parameters, which are not modified. */
  void begin(double[] start) {
    point = start.clone();
    raw = scaling.toRaw(Vector.of(point));
  }

  /** The scaled parameters reached. */
  double[] point() {
    return point;
  }

  /** Adds a sample to the batch; one without weight counts for nothing. */
  void add(SampleBlock block, int row, double weight) {
    if (!(weight > 0)) {
      return;
    }
    for (int o = 0; o < outputs; o++) {
      double bias = width > features ? raw[o * width + features] : 0.0;
      margins[o] = bias + product(block, row, o * width);
    }
    model.loss().derivative(margins, 0, 1, block.label(row), residuals, 0);
    for (int o = 0; o < outputs; o++) {
      double r = weight * residuals[o];
      addRow(block, row, o * width, r);
      if (width > features) {
        gradient[o * width + features] += r;
      }
    }
    batchWeight += weight;
  }

  private double product(SampleBlock block, int row, int at) {
    double sum = 0;
    if (block instanceof DenseBlock dense) {
      int i = row * features;
      for (int j = 0; j < features; j++) {
        sum += dense.values()[i + j] * raw[at + j];
      }
    } else if (block instanceof SparseBlock sparse) {
      for (int k = sparse.rowStart()[row]; k < sparse.rowStart()[row + 1]; k++) {
        sum += sparse.values()[k] * raw[at + sparse.dictionary()[sparse.columns()[k]]];
      }
    }
    return sum;
  }

  private void addRow(SampleBlock block, int row, int at, double r) {
    if (block instanceof DenseBlock dense) {
      int i = row * features;
      for (int j = 0; j < features; j++) {
        gradient[at + j] += r * dense.values()[i + j];
      }
    } else if (block instanceof SparseBlock sparse) {
      for (int k = sparse.rowStart()[row]; k < sparse.rowStart()[row + 1]; k++) {
        gradient[at + sparse.dictionary()[sparse.columns()[k]]] += r * sparse.values()[k];
      }
    }
  }

  /** Takes a step along the batch's mean gradient and begins the next batch. */
  void step() {
    if (batchWeight == 0) {
      return;
    }
    double[] g = gradient.clone();
    scaling.gradientToScaled(g);
    for (int j = 0; j < g.length; j++) {
      g[j] /= batchWeight;
    }
    model.l2().addGradient(Vector.of(point), g);
    steps++;
    if (model.local().rule() == LocalRule.ADAM) {
      adam(g);
    } else {
      double momentum = model.local().momentum();
      for (int j = 0; j < g.length; j++) {
        first[j] = momentum * first[j] - rate * g[j];
        point[j] += first[j];
        reach[j] = rate;
      }
    }
    model.l1().shrink(point, reach);
    raw = scaling.toRaw(Vector.of(point));
    Arrays.fill(gradient, 0.0);
    batchWeight = 0;
  }

  private void adam(double[] g) {
    double correct1 = 1 - StrictMath.pow(BETA1, steps);
    double correct2 = 1 - StrictMath.pow(BETA2, steps);
    for (int j = 0; j < g.length; j++) {
      first[j] = BETA1 * first[j] + (1 - BETA1) * g[j];
      second[j] = BETA2 * second[j] + (1 - BETA2) * (g[j] * g[j]);
      reach[j] = rate / (Math.sqrt(second[j] / correct2) + EPSILON);
      point[j] -= reach[j] * (first[j] / correct1);
    }
  }
}
