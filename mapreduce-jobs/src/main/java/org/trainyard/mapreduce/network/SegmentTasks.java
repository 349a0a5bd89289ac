package org.trainyard.mapreduce.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.kernel.NetworkPlan;
import org.trainyard.mapreduce.kernel.NetworkResult;
import org.trainyard.mapreduce.kernel.NetworkRows;
import org.trainyard.mapreduce.kernel.NetworkTask;
import org.trainyard.mapreduce.metric.MetricsAccumulator;

/**
 * A segment of blocks of one kind as tasks of a device, and how their results come to a partial.
 */
final class SegmentTasks {
  private final NetworkIteration work;
  private final DevicePlan plan;
  private final Segment segment;
  private final Map<Integer, Fold> folds = new TreeMap<>();
  private final List<NetworkTask> tasks = new ArrayList<>();

  /** For each task its step sizes, which have come to their end. */
  private final List<StepSizes> sizes = new ArrayList<>();

  /** The rows of the networks with the same fold. */
  private final class Fold {
    private final long[] heldOutPlaces;
    private final SegmentRows rows;
    private final NetworkRows heldOut;
    private final NetworkRows training;

    /** Order of the first pass, whose rows are measured. */
    private int[] first = {};

    Fold(int fold) {
      this.heldOutPlaces = heldOutPlaces(fold);
      boolean trains = segment.role() == Segment.Role.TRAINING;
      this.rows = trains ? new SegmentRows(segment, work.holdout(), fold, work.settings()) : null;
      List<SampleBlock> blocks = segment.blocks();
      String rule = segment.role() + " rows, fold " + fold + " of " + work.holdout();
      this.heldOut =
          new NetworkRows(
              plan.shared(),
              "held out of " + rule,
              blocks,
              heldOutPlaces,
              plainWeights(heldOutPlaces),
              1.0,
              null);
      this.training =
          new NetworkRows(
              plan.shared(),
              "trained on of " + rule + Arrays.toString(work.settings().classFactors()),
              blocks,
              trains ? rows.places() : new long[0],
              trains ? rows.weights() : new double[0],
              trains ? rows.meanWeight() : 1.0,
              this::shuffled);
    }

    private int[] shuffled(int pass) {
      if (pass == 0) {
        // Networks that find no room together are trained one after the other, each from here.
        rows.restart();
      }
      rows.shuffle(work.order(segment, pass));
      if (pass == 0) {
        first = rows.order().clone();
      }
      return rows.order();
    }

    private long[] heldOutPlaces(int fold) {
      long[] found = new long[Math.toIntExact(segment.rows())];
      int count = 0;
      for (int b = 0; b < segment.blocks().size(); b++) {
        SampleBlock block = segment.blocks().get(b);
        for (int r = 0; r < block.rows(); r++) {
          if (work.isHeldOut(segment, fold, block, r)) {
            found[count++] = (long) b << 32 | r;
          }
        }
      }
      return Arrays.copyOf(found, count);
    }
  }

  /** Makes a task for each network. */
  SegmentTasks(NetworkIteration work, DevicePlan plan, Segment segment) {
    this.work = work;
    this.plan = plan;
    this.segment = segment;
    NetworkPlan shared = plan.shared();
    for (DevicePlan.Start start : plan.starts()) {
      NetworkModel model = start.model();
      Fold fold = folds.computeIfAbsent(model.fold(), Fold::new);
      StepSizes steps = new StepSizes(work.settings().rule(), work.moments(model));
      int count = Math.multiplyExact(shared.steps(fold.training.count()), shared.passes());
      tasks.add(
          new NetworkTask(
              shared,
              fold.heldOut,
              fold.training,
              start.weights(),
              start.first(),
              start.second(),
              steps.next(model.rate().at(work.iteration()), count),
              (float) model.momentum(),
              (float) model.l2(),
              model.dropout()));
      sizes.add(steps);
    }
  }

  /** A task for each network that is trained. */
  List<NetworkTask> tasks() {
    return tasks;
  }

  /** Whether the blocks are sparse. */
  boolean isSparse() {
    return segment.blocks().get(0) instanceof SparseBlock;
  }

  /** Bytes that the blocks take while they wait, and the results when they come. */
  long bytes() {
    long numbers = 0;
    for (NetworkTask task : tasks) {
      numbers += task.weights().length + task.first().length + task.second().length;
      numbers += (plan.shared().outputs() + 2L) * segment.rows();
    }
    return 4 * numbers + segment.blocks().stream().mapToLong(SampleBlock::memoryBytes).sum();
  }

  private double[] plainWeights(long[] places) {
    return Arrays.stream(places).mapToDouble(place -> block(place).weight((int) place)).toArray();
  }

  private SampleBlock block(long place) {
    return segment.blocks().get((int) (place >>> 32));
  }

  /**
   * Adds the results to a partial, sum for sum as {@link LocalTraining} does.
   *
   * @param results one for each task
   */
  void deposit(List<NetworkResult> results, Partial into) {
    for (int t = 0; t < tasks.size(); t++) {
      NetworkModel model = plan.starts().get(t).model();
      Fold fold = folds.get(model.fold());
      depositHeldOut(model, fold, results.get(t).heldOut(), into);
      if (fold.training.count() > 0) {
        depositTraining(model, fold, results.get(t).training(), into);
        WeightedSum sum = new WeightedSum(into.vectors(), model.vectors(), fold.rows.totalWeight());
        sum.add(results.get(t).weights());
        sum.add(results.get(t).first());
        sum.add(results.get(t).second());
        sizes.get(t).end(sum);
        into.scalars().add(model.weight(), fold.rows.totalWeight());
      }
    }
  }

  /** Sums of a block are rounded together: they are deposited where a block ends. */
  private void depositHeldOut(
      NetworkModel model, Fold fold, NetworkResult.Measured measured, Partial into) {
    Measuring measuring =
        new Measuring(
            model.heldOutMetrics(work.settings().metrics()), model.heldOutTable(), measured, into);
    for (int i = 0; i < fold.heldOutPlaces.length; i++) {
      if (i > 0 && fold.heldOut.block(i) != fold.heldOut.block(i - 1)) {
        measuring.metrics.deposit(into);
      }
      measuring.add(i, fold.heldOut.label(i), fold.heldOut.weight(i));
    }
    measuring.metrics.deposit(into);
  }

  private void depositTraining(
      NetworkModel model, Fold fold, NetworkResult.Measured measured, Partial into) {
    Measuring measuring = new Measuring(model.trainMetrics(), model.trainTable(), measured, into);
    double lossSum = 0;
    for (int i = 0; i < fold.first.length; i++) {
      int place = fold.first[i];
      lossSum += fold.training.weight(place) * measured.losses()[i];
      long at = fold.rows.places()[place];
      measuring.add(i, fold.training.label(place), block(at).weight((int) at));
    }
    measuring.metrics.deposit(into);
    into.scalars().add(model.loss(), lossSum);
  }

  /** Measures rows by what a device says of them. */
  private final class Measuring {
    private final OutputLoss loss = work.settings().output();
    private final float[] output = new float[plan.shared().outputs()];
    private final MetricsAccumulator metrics;
    private final NetworkResult.Measured measured;
    private final Partial into;

    Measuring(int firstScalar, long table, NetworkResult.Measured measured, Partial into) {
      this.metrics = new MetricsAccumulator(work.settings().metrics(), firstScalar, table);
      this.measured = measured;
      this.into = into;
    }

    void add(int i, double label, double plainWeight) {
      System.arraycopy(measured.outputs(), i * output.length, output, 0, output.length);
      loss.measure(output, label, plainWeight, measured.losses()[i], metrics, into);
    }
  }
}
