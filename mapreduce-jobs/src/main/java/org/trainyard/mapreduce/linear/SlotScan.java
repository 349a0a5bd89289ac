package org.trainyard.mapreduce.linear;

import java.util.Arrays;
import org.trainyard.formats.partial.Partial;
import org.trainyard.mapreduce.linear.LinearModels.Definition;
import org.trainyard.mapreduce.linear.ScanPlan.Slot;
import org.trainyard.mapreduce.loss.Loss;
import org.trainyard.mapreduce.loss.LossWork;
import org.trainyard.mapreduce.metric.LaneSum;
import org.trainyard.mapreduce.metric.MetricsAccumulator;
import org.trainyard.mapreduce.metric.MetricsLayout;
import org.trainyard.mapreduce.optimise.Request;

/**
 * What one model does with the margins of a tile: losses at all points, residuals, metrics. All
 * sums run over the rows of a block, see {@link LaneSum}. Not thread-safe.
 */
final class SlotScan {
  private static final int TILE = LinearKernel.TILE;
  private static final double[] ONES = new double[TILE];

  /** Instead of the number of rows that weigh 1, where others may weigh anything. */
  private static final int ANY = -1;

  static {
    Arrays.fill(ONES, 1.0);
  }

  private final Slot slot;
  private final Request request;
  private final Definition model;
  private final Loss loss;
  private final int outputs;
  private final MetricsLayout.Task task;
  private final MetricsAccumulator train;
  private final MetricsAccumulator heldOut;

  /** Whether the mean loss of the training rows is the value at the first point. */
  private final boolean sharesLosses;

  private final LossWork work = new LossWork(TILE);

  /** The sum of weighted losses at each point. */
  private final LaneSum[] values;

  private final LaneSum weightSum = new LaneSum();

  /** Rows whose weight is 1, in blocks where no weight is another but 0: their sum is exact. */
  private long ones;

  /** Room for weights that are not those of the fold. */
  private final double[] factored = new double[TILE];

  /** For each row of the tile what it counts in training. */
  private double[] weights;

  private final double[] losses = new double[TILE];
  private final double[] trialLosses = new double[TILE];
  private final double[][] trials;
  private boolean anyTrains;
  private boolean allTrain;
  private boolean allOnes;
  private boolean anyHeldOut;

  SlotScan(Slot slot, Definition model, MetricsLayout metrics) {
    this.slot = slot;
    this.request = slot.request();
    this.model = model;
    this.loss = model.loss();
    this.outputs = loss.outputs();
    this.task = metrics.task();
    this.values = new LaneSum[request.values()];
    Arrays.setAll(values, i -> new LaneSum());
    this.trials = new double[outputs][TILE];
    this.sharesLosses = model.classFactors() == null && task != MetricsLayout.Task.VALUE;
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
   * @param tile what the rows count for this model's fold
   * @param y labels of the tile's rows
   * @param margins of all columns, see {@link LinearKernel#margins}
   * @param residuals modified: this model's gradient columns
   */
  void tile(
      int rows,
      TileWeights tile,
      double[] y,
      double[][] margins,
      double[][] residuals,
      Partial into) {
    weigh(rows, tile, y);
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
      if (anyTrains) {
        add(values[0], losses, rows);
        double[] counted = sharesLosses ? null : losses;
        int trains = tile.ones() ? tile.trains() : ANY;
        measure(train, margins, y, rows, tile.training(), trains, counted, into);
        trials(margins, y, rows);
      }
      if (anyHeldOut) {
        int held = tile.ones() ? tile.held() : ANY;
        measure(heldOut, margins, y, rows, tile.heldOut(), held, losses, into);
      }
    }
    if (residual) {
      weighResiduals(rows, residuals);
    }
  }

  private void weigh(int rows, TileWeights tile, double[] y) {
    int training = tile.trains();
    weights = tile.training();
    if (model.classFactors() != null) {
      training = 0;
      for (int r = 0; r < rows; r++) {
        double use = weights[r];
        factored[r] = use > 0 ? use * model.classFactor(y[r]) : 0.0;
        training += factored[r] > 0 ? 1 : 0;
      }
      weights = factored;
    }
    // A row whose class counts for nothing is measured all the same, whatever tile it is in.
    anyTrains = tile.trains() > 0;
    allTrain = training == rows;
    allOnes = allTrain && tile.ones() && model.classFactors() == null;
    anyHeldOut = tile.held() > 0;
    if (tile.ones() && model.classFactors() == null) {
      ones += training;
    } else {
      weightSum.add(weights, ONES, rows);
    }
  }

  private void add(LaneSum sum, double[] of, int rows) {
    if (allOnes) {
      sum.add(of, rows);
    } else {
      sum.add(weights, of, rows);
    }
  }

  private void weighResiduals(int rows, double[][] residuals) {
    if (allOnes) {
      return;
    }
    for (int o = 0; o < outputs; o++) {
      double[] r = residuals[slot.firstGradient() + o];
      if (allTrain) {
        for (int i = 0; i < rows; i++) {
          r[i] *= weights[i];
        }
      } else {
        for (int i = 0; i < rows; i++) {
          r[i] = LaneSum.product(weights[i], r[i]);
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
      int ones,
      double[] losses,
      Partial into) {
    int m = slot.firstColumn();
    switch (task) {
      case BINARY -> {
        if (ones != ANY) {
          metrics.binaryOnes(margins[m], y, counted, ones, losses, rows, into);
        } else {
          metrics.binary(margins[m], y, counted, losses, rows, into);
        }
      }
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
      add(values[i], trialLosses, rows);
    }
  }

  /** Adds the sums of the block to the partial, and begins anew. */
  void deposit(Partial into) {
    into.scalars().add(slot.weightAt(), weightSum.take() + ones);
    ones = 0;
    double loss = 0;
    for (int i = values.length - 1; i >= 0; i--) {
      loss = values[i].take();
      into.scalars().add(slot.valueAt(i), loss);
    }
    if (slot.measures()) {
      if (sharesLosses) {
        train.deposit(into, loss);
      } else {
        train.deposit(into);
      }
      heldOut.deposit(into);
    }
  }
}
