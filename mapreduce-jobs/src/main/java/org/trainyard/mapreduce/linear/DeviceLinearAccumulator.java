package org.trainyard.mapreduce.linear;

import java.util.Optional;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.mapreduce.algorithm.Accumulator;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.kernel.DeviceLedger;
import org.trainyard.mapreduce.kernel.KernelFailedException;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.kernel.LinearScan;
import org.trainyard.mapreduce.kernel.LinearScan.ScorePage;
import org.trainyard.mapreduce.kernel.RowMarks;
import org.trainyard.mapreduce.linear.ScanPlan.Slot;
import org.trainyard.mapreduce.metric.MetricsAccumulator;

/**
 * The map side of linear models on a device: what {@link LinearAccumulator} sums of each block is
 * computed there, with the same bits, and comes to the partial when the device has succeeded. The
 * reference does the blocks that find no room and those of a device that fails; and local steps and
 * second moments.
 */
final class DeviceLinearAccumulator implements Accumulator {
  private static final String NO_ROOM = "no room for the linear models on the GPU";
  private static final String NO_ROOM_FOR_BLOCK = "no room for a block of samples on the GPU";

  private final LinearModels models;
  private final ScanPlan plan;
  private final LinearAccumulator reference;
  private final LinearKernel.Columns columns;
  private final Kernels kernels;
  private final Optional<LinearScan> scan;
  private final RowMarks marks;
  private final DeviceLedger<Waiting> ledger;

  /** A block whose sums the device owes. */
  private record Waiting(SampleBlock block, Segment.Role role) {}

  /**
   * Takes a scan from the device, where it has one and room for it.
   *
   * @throws KernelFailedException if it has not, and its bits would be others than the reference's
   */
  DeviceLinearAccumulator(
      LinearModels models, ScanPlan plan, LinearAccumulator reference, Kernels kernels) {
    this.models = models;
    this.plan = plan;
    this.reference = reference;
    this.columns = reference.columns();
    this.kernels = kernels;
    this.ledger =
        new DeviceLedger<>(kernels.tally(), kernels.precision(), waiting -> waiting.block().rows());
    this.marks = LinearScanSpecs.marks(models, plan);
    this.scan = scan();
  }

  private Optional<LinearScan> scan() {
    if (plan.slots().isEmpty()) {
      return Optional.empty();
    }
    try {
      Optional<LinearScan> found = kernels.linearScan(LinearScanSpecs.of(models, plan, columns));
      if (found.isEmpty()) {
        ledger.refuse(
            NO_ROOM,
            new KernelFailedException(
                "The weights and score tables of "
                    + plan.slots().size()
                    + " models do not fit the GPU's memory, and the CPU has other bits than --gpu-precision single:"
                    + " train fewer models together, or raise --gpu-memory-fraction",
                null));
      }
      return found;
    } catch (KernelFailedException e) {
      ledger.refuse(DeviceLedger.FAILED, e);
      return Optional.empty();
    }
  }

  @Override
  public void accumulate(Segment segment, Partial into) {
    if (reference.visits(segment.role())) {
      for (SampleBlock block : segment.blocks()) {
        reference.check(block);
        submit(new Waiting(block, segment.role()), into);
      }
      if (reference.walks(segment.role())) {
        kernels.tally().fellBack("local steps and second moments", segment.rows());
        reference.walk(segment, into);
      }
    }
  }

  private void submit(Waiting next, Partial into) {
    if (ledger.refusal() != null) {
      ledger.refer(next, ledger.refusal(), undone -> visit(undone, into));
      return;
    }
    ledger.owe(next);
    try {
      boolean trains = next.role() == Segment.Role.TRAINING;
      if (scan.get().submit(next.block(), trains, trains ? marks : null)) {
        collect(into);
      }
    } catch (KernelFailedException e) {
      ledger.fail(e, undone -> visit(undone, into));
    }
  }

  @Override
  public void finish(Partial into) {
    try {
      collect(into);
    } finally {
      scan.ifPresent(LinearScan::close);
    }
  }

  private void collect(Partial into) {
    if (ledger.owed().isEmpty()) {
      return;
    }
    LinearScan.Sums sums;
    try {
      sums = scan.get().collect();
    } catch (KernelFailedException e) {
      ledger.fail(e, undone -> visit(undone, into));
      return;
    }
    for (Optional<double[]> ofBlock : sums.blocks()) {
      Waiting done = ledger.settle();
      if (ofBlock.isPresent()) {
        deposit(done.block(), ofBlock.get(), into);
        ledger.computed(done);
      } else {
        ledger.refer(done, NO_ROOM_FOR_BLOCK, undone -> visit(undone, into));
      }
    }
    for (ScorePage page : sums.scores()) {
      Slot slot = plan.slots().get(page.table() / 2);
      long table = page.table() % 2 == 0 ? slot.trainTable() : slot.heldOutTable();
      MetricsAccumulator.addScores(table, page.firstKey(), page.units(), into.counts());
    }
  }

  private void visit(Waiting undone, Partial into) {
    reference.visit(undone.block(), undone.role(), into);
  }

  /** Adds the sums of a block once for each coordinate, as the reference does. */
  private void deposit(SampleBlock block, double[] sums, Partial into) {
    int gradients = plan.gradients();
    int[] dictionary = block instanceof SparseBlock sparse ? sparse.dictionary() : null;
    int width = dictionary == null ? models.features() : dictionary.length;
    for (int c = 0; c < gradients; c++) {
      int at = columns.depositAt()[c];
      if (dictionary == null) {
        into.vectors().addAll(at, sums, c * width, width);
      } else {
        into.vectors().addScattered(at, dictionary, 0, width, sums, c * width, 1);
      }
      if (models.intercept()) {
        into.vectors().add(at + models.features(), sums[gradients * width + c]);
      }
    }
    for (int s = 0; s < plan.scalars(); s++) {
      into.scalars().add(s, sums[gradients * (width + 1) + s]);
    }
  }
}
