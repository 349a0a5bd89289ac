package org.trainyard.mapreduce.cluster;

import java.util.List;
import java.util.Optional;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.mapreduce.algorithm.Accumulator;
import org.trainyard.mapreduce.algorithm.Holdout;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.kernel.ClusterScan;
import org.trainyard.mapreduce.kernel.ClusterScanSpec;
import org.trainyard.mapreduce.kernel.DeviceLedger;
import org.trainyard.mapreduce.kernel.KernelFailedException;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.kernel.RowMarks;

/**
 * The map side of a round of Lloyd's algorithm on a device, with the bits of {@link
 * LloydAccumulator}: that one does the blocks for which the device has no room, and all that it
 * owes when it fails.
 */
final class DeviceLloydAccumulator implements Accumulator {
  private static final String NO_KERNEL = "no kernel for k-means on the GPU";
  private static final String NO_ROOM = "no room for the clusters on the GPU";

  private final List<ModelPlace> places;
  private final LloydAccumulator reference;
  private final ClusterScan scan;

  /** Null where no model holds training rows out. */
  private final RowMarks marks;

  private final DeviceLedger<Waiting> ledger;

  private record Waiting(Segment.Role role, SampleBlock block) {}

  /**
   * Takes a scan from the device, where it has one and room for it.
   *
   * @throws KernelFailedException if it has not, and its bits would be others than the reference's
   */
  DeviceLloydAccumulator(
      List<ModelPlace> places,
      ClusterScanSpec spec,
      Holdout holdout,
      LloydAccumulator reference,
      Kernels kernels) {
    this.places = places;
    this.reference = reference;
    this.ledger =
        new DeviceLedger<>(kernels.tally(), kernels.precision(), waiting -> waiting.block().rows());
    Optional<ClusterScan> given = Optional.empty();
    try {
      given = kernels.clusterScan(spec);
      if (given.isEmpty()) {
        ledger.refuse(NO_KERNEL, null);
      }
    } catch (KernelFailedException e) {
      ledger.refuse(DeviceLedger.FAILED, e);
    }
    this.scan = given.orElse(null);
    boolean divided = spec.models().stream().anyMatch(ClusterScanSpec.Model::divided);
    this.marks = divided ? holdout.marks() : null;
  }

  @Override
  public void accumulate(Segment segment, Partial into) {
    for (SampleBlock block : segment.blocks()) {
      Waiting next = new Waiting(segment.role(), block);
      try {
        if (ledger.refusal() == null) {
          submit(next, into);
        } else {
          ledger.refer(next, ledger.refusal(), undone -> visit(undone, into));
        }
      } catch (KernelFailedException e) {
        ledger.owe(next);
        ledger.fail(e, undone -> visit(undone, into));
      }
    }
  }

  private void submit(Waiting next, Partial into) {
    boolean trains = next.role() == Segment.Role.TRAINING;
    boolean submitted = scan.submit(next.block(), trains, trains ? marks : null);
    while (!submitted && !ledger.owed().isEmpty()) {
      take(into);
      submitted = scan.submit(next.block(), trains, trains ? marks : null);
    }
    if (submitted) {
      ledger.owe(next);
    } else {
      ledger.refer(next, NO_ROOM, undone -> visit(undone, into));
    }
  }

  @Override
  public void finish(Partial into) {
    try {
      while (!ledger.owed().isEmpty()) {
        take(into);
      }
    } catch (KernelFailedException e) {
      ledger.fail(e, undone -> visit(undone, into));
    }
    if (ledger.refusal() == null) {
      scan.close();
    }
  }

  private void take(Partial into) {
    ClusterScan.Sums sums = scan.take();
    Waiting done = ledger.settle();
    SampleBlock block = done.block();
    int width = block instanceof SparseBlock rows ? rows.dictionary().length : block.features();
    for (int m = 0; m < places.size(); m++) {
      ModelPlace place = places.get(m);
      double[] scalars = sums.scalars()[m];
      into.scalars().addAll(place.scalars(), scalars, 0, ModelPlace.SCALARS);
      double[] vectors = sums.sums()[m];
      int weights = place.clusters() * width;
      ClusterSums.deposit(block, place, vectors, width, vectors, weights, into.vectors());
      for (int f = 0; f < sums.farthest()[m].length; f++) {
        LloydAccumulator.offer(
            place.model(), block, sums.farthest()[m][f], sums.distances()[m][f], into.rows());
      }
    }
    ledger.computed(done);
  }

  private void visit(Waiting undone, Partial into) {
    reference.visit(undone.role(), undone.block(), into);
  }
}
