package org.trainyard.mapreduce.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.mapreduce.algorithm.Accumulator;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.kernel.DeviceLedger;
import org.trainyard.mapreduce.kernel.KernelFailedException;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.kernel.NetworkKernel;
import org.trainyard.mapreduce.kernel.NetworkResult;
import org.trainyard.mapreduce.kernel.NetworkTask;

/**
 * The work of {@link LocalTraining} on a device: segments wait until there are enough of them to be
 * trained side by side. What the device has no kernel or no room for is done by the reference, and
 * all that follows if the device fails.
 */
final class DeviceTraining implements Accumulator {
  private static final Logger LOG = LoggerFactory.getLogger(DeviceTraining.class);

  /** Of the heap that segments may take, one alone always may, with what comes of them. */
  private static final int HEAP_SHARE = 8;

  private final NetworkIteration work;
  private final DevicePlan plan;
  private final DeviceLedger<Waiting> ledger;

  /** Most tasks that found room together. */
  private int side = Integer.MAX_VALUE;

  /** Null where the device has none. */
  private NetworkKernel kernel;

  /** Made when it is needed. */
  private LocalTraining reference;

  /** A segment; its tasks are null if they were never made. */
  private record Waiting(Segment segment, SegmentTasks tasks) {}

  /** Asks for the kernel of the iteration's networks. */
  DeviceTraining(NetworkIteration work, Kernels kernels) {
    this.work = work;
    this.plan = new DevicePlan(work);
    this.ledger =
        new DeviceLedger<>(
            kernels.tally(), kernels.precision(), waiting -> waiting.segment().rows());
    try {
      this.kernel = kernels.network(plan.shared()).orElse(null);
      if (kernel == null) {
        ledger.refuse("no kernel for this network on the GPU", null);
      }
    } catch (KernelFailedException e) {
      ledger.refuse(DeviceLedger.FAILED, e);
    }
  }

  @Override
  public void accumulate(Segment segment, Partial into) {
    if (ledger.refusal() != null) {
      refer(new Waiting(segment, null), ledger.refusal(), into);
    } else if (segment.blocks().stream().map(SampleBlock::getClass).distinct().count() != 1) {
      refer(new Waiting(segment, null), "dense and sparse blocks in one segment", into);
    } else {
      enqueue(new Waiting(segment, new SegmentTasks(work, plan, segment)), into);
    }
  }

  private void enqueue(Waiting next, Partial into) {
    if (!ledger.owed().isEmpty() && !fits(next.tasks())) {
      train(into);
    }
    if (ledger.refusal() != null) {
      refer(next, ledger.refusal(), into);
    } else {
      ledger.owe(next);
    }
  }

  /** Whether a segment may wait beside others. */
  private boolean fits(SegmentTasks next) {
    int tasks = next.tasks().size();
    long bytes = next.bytes();
    boolean alike = true;
    for (Waiting waiting : ledger.owed()) {
      tasks += waiting.tasks().tasks().size();
      bytes += waiting.tasks().bytes();
      alike &= waiting.tasks().isSparse() == next.isSparse();
    }
    return alike
        && tasks <= Math.min(side, kernel.side())
        && bytes <= Runtime.getRuntime().maxMemory() / HEAP_SHARE;
  }

  @Override
  public void finish(Partial into) {
    if (!ledger.owed().isEmpty()) {
      train(into);
    }
  }

  /** Trains what waits; nothing of a segment comes to the partial before it has succeeded. */
  private void train(Partial into) {
    List<NetworkTask> tasks = new ArrayList<>();
    ledger.owed().forEach(waiting -> tasks.addAll(waiting.tasks().tasks()));
    List<NetworkResult> results;
    try {
      results = train(tasks);
    } catch (KernelFailedException e) {
      LOG.warn("The device failed, and is not asked again", e);
      ledger.fail(e, undone -> visit(undone, into));
      return;
    }
    int at = 0;
    while (!ledger.owed().isEmpty()) {
      Waiting next = ledger.settle();
      int count = next.tasks().tasks().size();
      deposit(next, results.subList(at, at + count), into);
      at += count;
    }
  }

  /** Results of all tasks, in as many goes as the device has room for; null for what has none. */
  private List<NetworkResult> train(List<NetworkTask> tasks) {
    Optional<List<NetworkResult>> results = kernel.train(tasks);
    if (results.isPresent()) {
      return results.get();
    }
    if (tasks.size() == 1) {
      return Collections.singletonList(null);
    }
    side = Math.max(1, tasks.size() / 2);
    List<NetworkResult> all = new ArrayList<>(train(tasks.subList(0, side)));
    all.addAll(train(tasks.subList(all.size(), tasks.size())));
    return all;
  }

  private void deposit(Waiting done, List<NetworkResult> results, Partial into) {
    if (results.contains(null)) {
      refer(done, "no room for a segment and its network on the GPU", into);
    } else {
      done.tasks().deposit(results, into);
      ledger.computed(done);
    }
  }

  private void refer(Waiting undone, String reason, Partial into) {
    ledger.refer(undone, reason, waiting -> visit(waiting, into));
  }

  private void visit(Waiting undone, Partial into) {
    if (reference == null) {
      reference = new LocalTraining(work);
    }
    reference.accumulate(undone.segment(), into);
  }
}
