package org.trainyard.mapreduce.linear;

import org.trainyard.formats.partial.Partial;
import org.trainyard.mapreduce.linear.LinearModels.Definition;
import org.trainyard.mapreduce.linear.ScanPlan.Slot;
import org.trainyard.mapreduce.loss.Loss;
import org.trainyard.mapreduce.loss.LossWork;
import org.trainyard.mapreduce.metric.MetricsAccumulator;
import org.trainyard.mapreduce.metric.MetricsLayout;
import org.trainyard.mapreduce.optimise.Request;

/**
 * What one model does with the margins of a tile: losses at all points, residuals, metrics. All
 * sums run over the rows of a block in order. Not thread-safe.
 */
final class SlotScan {
  private static final int TILE = LinearKernel.TILE;

  private final Slot slot;
  private final Request request;
  private final Definition model;
  private final Loss loss;
  private final int outputs;
  private final MetricsLayout.Task task;
  private final MetricsAccumulator train;
  private final MetricsAccumulator heldOut;
  private final LossWork work = new LossWork(TILE);

  /** The sum of weighted losses at each point. */
  private final double[] values;

  private double weightSum;

  /** For each row of the tile: what it counts in training, and in the metrics of either kind. */
  private final double[] weights = new double[TILE];

  private final double[] trainWeights = new double[TILE];
  private final double[] heldOutWeights = new double[TILE];

  private final double[] losses = new double[TILE];
  private final double[] trialLosses = new double[TILE];
  private final double[][] trials;
  private boolean anyTrains;
  private boolean allTrain;
  private boolean anyHeldOut;

  SlotScan(Slot slot, Definition model, MetricsLayout metrics) {
    this.slot = slot;
    this.request = slot.request();
    this.model = model;
    this.loss = model.loss();
    this.outputs = loss.outputs();
    this.task = metrics.task();
    this.values = new double[request.values()];
    this.trials = new double[outputs][TILE];
    boolean measures = slot.measures();
    this.train =
        measures ? new MetricsAccumulator(metrics, slot.trainMetricsAt(), slot.trainTable()) : null;
    this.heldOut =
        measures
            ? new MetricsAccumulator(metrics, slot.heldOutMetricsAt(metrics), slot.heldOutTable())
            : null;
  }

  /**
   * Visits the rows of a tile in order.
   *
   * @param firstRow of the tile in the block
   * @param uses of the block's rows, see {@link RowUses}
   * @param y labels of the tile's rows
   * @param margins of all columns, see {@link LinearKernel#margins}
   * @param residuals modified: this model's gradient columns
   */
  void tile(
      int firstRow,
      int rows,
      double[] uses,
      double[] y,
      double[][] margins,
      double[][] residuals,
      Partial into) {
    weigh(firstRow, rows, uses, y);
    int m = slot.firstColumn();
    boolean residual = slot.firstGradient() >= 0;
    if (request.kind() == Request.Kind.HESSIAN) {
      if (anyTrains) {
        loss.hessianVectors(
            margins, m, m + outputs, y, rows, residuals, slot.firstGradient(), work);
      }
    } else if (anyTrains || anyHeldOut) {
      if (residual && anyTrains) {
        loss.derivatives(margins, m, y, rows, losses, residuals, slot.firstGradient(), work);
      } else {
        loss.values(margins, m, y, rows, losses, work);
      }
      values[0] = sum(values[0], losses, rows);
      if (anyTrains) {
        measure(train, margins, y, rows, trainWeights, into);
        trials(margins, y, rows);
      }
      if (anyHeldOut) {
        measure(heldOut, margins, y, rows, heldOutWeights, into);
      }
    }
    if (residual) {
      weighResiduals(rows, residuals);
    }
  }

  private void weigh(int firstRow, int rows, double[] uses, double[] y) {
    int training = 0;
    int held = 0;
    boolean factors = model.classFactors() != null;
    for (int r = 0; r < rows; r++) {
      double use = uses[firstRow + r];
      double weight = use > 0 ? factors ? use * model.classFactor(y[r]) : use : 0.0;
      boolean trains = weight > 0;
      weights[r] = trains ? weight : 0.0;
      trainWeights[r] = trains ? use : 0.0;
      heldOutWeights[r] = use < 0 ? -use : 0.0;
      weightSum += weights[r];
      training += trains ? 1 : 0;
      held += use < 0 ? 1 : 0;
    }
    anyTrains = training > 0;
    allTrain = training == rows;
    anyHeldOut = held > 0;
  }

  /** The sum and the weighted losses of the rows that are trained on. */
  private double sum(double sum, double[] of, int rows) {
    double s = sum;
    if (allTrain) {
      for (int r = 0; r < rows; r++) {
        s += weights[r] * of[r];
      }
    } else {
      for (int r = 0; r < rows; r++) {
        if (weights[r] > 0) {
          s += weights[r] * of[r];
        }
      }
    }
    return s;
  }

  private void weighResiduals(int rows, double[][] residuals) {
    for (int o = 0; o < outputs; o++) {
      double[] r = residuals[slot.firstGradient() + o];
      if (allTrain) {
        for (int i = 0; i < rows; i++) {
          r[i] *= weights[i];
        }
      } else {
        for (int i = 0; i < rows; i++) {
          r[i] = weights[i] > 0 ? r[i] * weights[i] : 0.0;
        }
      }
    }
  }

  private void measure(
      MetricsAccumulator metrics,
      double[][] margins,
      double[] y,
      int rows,
      double[] counted,
      Partial into) {
    int m = slot.firstColumn();
    switch (task) {
      case BINARY -> metrics.binary(margins[m], y, counted, losses, rows, into);
      case CLASSES -> metrics.classes(margins, m, outputs, y, counted, losses, rows);
      case VALUE -> {
        double[] predictions = trials[0];
        System.arraycopy(margins[m], 0, predictions, 0, rows);
        for (int r = 0; r < rows; r++) {
          loss.predict(predictions, r, 1);
        }
        metrics.value(predictions, y, counted, losses, rows);
      }
    }
  }

  /** Values at further points: along a line they take the margins of its direction only. */
  private void trials(double[][] margins, double[] y, int rows) {
    int m = slot.firstColumn();
    for (int i = 1; i < values.length; i++) {
      if (request.kind() == Request.Kind.LINE) {
        double step = request.steps()[i - 1];
        for (int o = 0; o < outputs; o++) {
          double[] from = margins[m + o];
          double[] along = margins[m + outputs + o];
          double[] trial = trials[o];
          for (int r = 0; r < rows; r++) {
            trial[r] = from[r] + step * along[r];
          }
        }
        loss.values(trials, 0, y, rows, trialLosses, work);
      } else {
        loss.values(margins, m + i * outputs, y, rows, trialLosses, work);
      }
      values[i] = sum(values[i], trialLosses, rows);
    }
  }

  /** Adds the sums of the block to the partial, and begins anew. */
  void deposit(Partial into) {
    into.scalars().add(slot.weightAt(), weightSum);
    weightSum = 0;
    for (int i = 0; i < values.length; i++) {
      into.scalars().add(slot.valueAt(i), values[i]);
      values[i] = 0;
    }
    if (slot.measures()) {
      train.deposit(into);
      heldOut.deposit(into);
    }
  }
}
