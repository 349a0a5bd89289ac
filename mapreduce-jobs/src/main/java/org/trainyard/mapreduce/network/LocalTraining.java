package org.trainyard.mapreduce.network;

import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.mapreduce.algorithm.Accumulator;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.metric.MetricsAccumulator;

/**
 * The map side of an iteration: on every segment, each network is measured on the held-out rows and
 * then takes its mini-batch steps; what it ends with is added, times the segment's weight.
 */
final class LocalTraining implements Accumulator {
  private final NetworkIteration work;
  private final NetworkSettings settings;
  private final OutputLoss loss;
  private final float[][][] weights;
  private final float[][][] gradient;
  private final Backpropagation network;

  /** Made for the layout of the first segment's blocks. */
  private Batch batch;

  /** Prepares one iteration. */
  LocalTraining(NetworkIteration work) {
    this.work = work;
    this.settings = work.settings();
    this.loss = settings.output();
    this.weights = settings.topology().zeros();
    this.gradient = settings.topology().zeros();
    this.network = new Backpropagation(settings.topology(), settings.scaling(), settings.batch());
  }

  @Override
  public void accumulate(Segment segment, Partial into) {
    boolean sparse = segment.blocks().get(0) instanceof SparseBlock;
    if (batch == null || batch.isSparse() != sparse) {
      batch = new Batch(settings.scaling(), settings.batch(), sparse);
    }
    for (NetworkModel model : work.models()) {
      settings.topology().load(work.weights(model), 0, weights);
      measure(segment, model, into);
      if (segment.role() == Segment.Role.TRAINING) {
        train(segment, model, into);
      }
    }
  }

  private void measure(Segment segment, NetworkModel model, Partial into) {
    MetricsAccumulator metrics =
        new MetricsAccumulator(
            settings.metrics(), model.heldOutMetrics(settings.metrics()), model.heldOutTable());
    for (SampleBlock block : segment.blocks()) {
      batch.clear();
      for (int r = 0; r < block.rows(); r++) {
        if (work.isHeldOut(segment, model.fold(), block, r)) {
          batch.add(block, r, block.weight(r));
          if (batch.rows() == batch.capacity()) {
            measureBatch(metrics, into);
          }
        }
      }
      measureBatch(metrics, into);
      metrics.deposit(into);
    }
  }

  private void measureBatch(MetricsAccumulator metrics, Partial into) {
    network.forward(weights, batch, Dropout.NONE);
    for (int r = 0; r < batch.rows(); r++) {
      float[] output = network.outputs()[r];
      double value = loss.loss(output, batch.label(r), 0, network.outputDeltas()[r]);
      loss.measure(output, batch.label(r), batch.weight(r), value, metrics, into);
    }
    batch.clear();
  }

  private void train(Segment segment, NetworkModel model, Partial into) {
    SegmentRows rows = new SegmentRows(segment, work.holdout(), model.fold(), settings);
    if (rows.count() == 0) {
      return;
    }
    LocalSteps steps =
        new LocalSteps(settings.topology(), settings.rule(), model.momentum(), model.l2());
    steps.begin(settings.topology(), work.moments(model));
    for (int epoch = 0; epoch < settings.epochs(); epoch++) {
      rows.shuffle(work.order(segment, epoch));
      pass(rows, model, epoch, steps, into);
    }
    WeightedSum sum = new WeightedSum(into.vectors(), model.vectors(), rows.totalWeight());
    sum.add(weights);
    steps.end(sum);
    into.scalars().add(model.weight(), rows.totalWeight());
  }

  private void pass(
      SegmentRows rows, NetworkModel model, int epoch, LocalSteps steps, Partial into) {
    Dropout dropout = new Dropout(work.seed(), work.pass(epoch), model.dropout());
    MetricsAccumulator metrics =
        epoch > 0
            ? null
            : new MetricsAccumulator(settings.metrics(), model.trainMetrics(), model.trainTable());
    double meanWeight = rows.meanWeight();
    double rate = model.rate().at(work.iteration());
    double lossSum = 0;
    for (int from = 0; from < rows.count(); from += batch.capacity()) {
      int to = Math.min(rows.count(), from + batch.capacity());
      batch.clear();
      for (int i = from; i < to; i++) {
        batch.add(rows.block(i), rows.row(i), rows.weight(i));
      }
      network.forward(weights, batch, dropout);
      for (int r = 0; r < batch.rows(); r++) {
        float[] output = network.outputs()[r];
        double share = batch.weight(r) / (meanWeight * batch.rows());
        double value = loss.loss(output, batch.label(r), share, network.outputDeltas()[r]);
        lossSum += batch.weight(r) * value;
        if (metrics != null) {
          double plain = rows.plainWeight(from + r);
          loss.measure(output, batch.label(r), plain, value, metrics, into);
        }
      }
      network.backward(weights, batch, gradient);
      steps.step(weights, gradient, rate);
    }
    if (metrics != null) {
      metrics.deposit(into);
      into.scalars().add(model.loss(), lossSum);
    }
  }
}
