package org.trainyard.mapreduce.linear;

import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.mapreduce.linear.LinearModels.Definition;
import org.trainyard.mapreduce.linear.ScanPlan.Slot;
import org.trainyard.mapreduce.loss.Loss;
import org.trainyard.mapreduce.metric.MetricsAccumulator;
import org.trainyard.mapreduce.metric.MetricsLayout;
import org.trainyard.mapreduce.optimise.Request;

/**
 * What one model does with the margins of a tile: losses at all points, residuals, metrics. Not
 * thread-safe.
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
  private final double[] values;
  private final double[] trial;
  private double weightSum;

  SlotScan(Slot slot, Definition model, MetricsLayout metrics) {
    this.slot = slot;
    this.request = slot.request();
    this.model = model;
    this.loss = model.loss();
    this.outputs = loss.outputs();
    this.task = metrics.task();
    this.values = new double[request.values()];
    this.trial = new double[outputs];
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
   * @param uses of the block's rows, see {@link RowUses}
   * @param margins of all columns, see {@link LinearKernel#margins}
   * @param residuals modified: this model's gradient columns
   */
  void tile(
      SampleBlock block,
      int firstRow,
      int rows,
      double[] uses,
      double[] margins,
      double[] residuals,
      Partial into) {
    int m = slot.firstColumn() * TILE;
    boolean hessian = request.kind() == Request.Kind.HESSIAN;
    boolean residual = slot.firstGradient() >= 0;
    int at = slot.firstGradient() * TILE;
    for (int r = 0; r < rows; r++) {
      double use = uses[firstRow + r];
      double y = block.label(firstRow + r);
      double weight = use > 0 ? use * model.classFactor(y) : 0.0;
      if (weight > 0) {
        weightSum += weight;
        if (hessian) {
          loss.hessianVector(
              margins, m + r, margins, m + outputs * TILE + r, TILE, y, residuals, at + r);
        } else {
          double value =
              residual
                  ? loss.derivative(margins, m + r, TILE, y, residuals, at + r)
                  : loss.value(margins, m + r, TILE, y);
          values[0] += weight * value;
          measure(train, margins, m + r, y, use, value, into);
          trials(margins, m + r, y, weight);
        }
      } else if (use < 0 && !hessian) {
        double value = loss.value(margins, m + r, TILE, y);
        measure(heldOut, margins, m + r, y, -use, value, into);
      }
      if (residual) {
        for (int o = 0; o < outputs; o++) {
          int i = at + o * TILE + r;
          residuals[i] = weight > 0 ? residuals[i] * weight : 0.0;
        }
      }
    }
  }

  private void measure(
      MetricsAccumulator metrics,
      double[] margins,
      int at,
      double y,
      double weight,
      double value,
      Partial into) {
    switch (task) {
      case BINARY -> metrics.binary(margins[at], y, weight, value, into);
      case CLASSES -> metrics.classes(margins, at, TILE, outputs, y, weight, value);
      case VALUE -> {
        trial[0] = margins[at];
        loss.predict(trial, 0, 1);
        metrics.value(trial[0], y, weight, value);
      }
    }
  }

  private void trials(double[] margins, int at, double y, double weight) {
    int next = outputs * TILE;
    if (request.kind() == Request.Kind.LINE) {
      double[] steps = request.steps();
      for (int i = 0; i < steps.length; i++) {
        for (int o = 0; o < outputs; o++) {
          trial[o] = margins[at + o * TILE] + steps[i] * margins[at + next + o * TILE];
        }
        values[1 + i] += weight * loss.value(trial, 0, 1, y);
      }
    } else {
      for (int i = 1; i < values.length; i++) {
        values[i] += weight * loss.value(margins, at + i * next, TILE, y);
      }
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
