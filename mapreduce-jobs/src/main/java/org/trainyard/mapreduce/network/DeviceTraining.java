package org.trainyard.mapreduce.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.mapreduce.algorithm.Accumulator;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.kernel.KernelFailedException;
import org.trainyard.mapreduce.kernel.KernelTally;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.kernel.NetworkKernel;
import org.trainyard.mapreduce.kernel.NetworkResult;
import org.trainyard.mapreduce.kernel.NetworkTask;
import org.trainyard.mapreduce.kernel.Precision;

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
  private final KernelTally tally;
  private final Precision precision;
  private final DevicePlan plan;
  private final List<SegmentTasks> waiting = new ArrayList<>();

  /** Most tasks that found room together. */
  private int side = Integer.MAX_VALUE;

  /** Null where the device has none, any more. */
  private NetworkKernel kernel;

  /** Why there is none. */
  private String refusal = "no kernel for this network on the GPU";

  /** What the device failed with; null if it has not. */
  private KernelFailedException failure;

  /** Made when it is needed. */
  private LocalTraining reference;

  /** Asks for the kernel of the iteration's networks. */
  DeviceTraining(NetworkIteration work, Kernels kernels) {
    this.work = work;
    this.tally = kernels.tally();
    this.precision = kernels.precision();
    this.plan = new DevicePlan(work);
    try {
      this.kernel = kernels.network(plan.shared()).orElse(null);
    } catch (KernelFailedException e) {
      failed(e);
    }
  }

  @Override
  public void accumulate(Segment segment, Partial into) {
    if (kernel == null) {
      fallBack(segment, refusal, into);
    } else if (segment.blocks().stream().map(SampleBlock::getClass).distinct().count() != 1) {
      fallBack(segment, "dense and sparse blocks in one segment", into);
    } else {
      enqueue(new SegmentTasks(work, plan, segment), into);
    }
  }

  private void enqueue(SegmentTasks next, Partial into) {
    if (!waiting.isEmpty() && !fits(next)) {
      train(into);
    }
    if (kernel == null) {
      fallBack(next.segment(), refusal, into);
    } else {
      waiting.add(next);
    }
  }

  /** Whether a segment may wait beside others. */
  private boolean fits(SegmentTasks next) {
    int tasks = next.tasks().size();
    long bytes = next.bytes();
    for (SegmentTasks segment : waiting) {
      tasks += segment.tasks().size();
      bytes += segment.bytes();
    }
    return next.isSparse() == waiting.get(0).isSparse()
        && tasks <= Math.min(side, kernel.side())
        && bytes <= Runtime.getRuntime().maxMemory() / HEAP_SHARE;
  }

  @Override
  public void finish(Partial into) {
    if (!waiting.isEmpty()) {
      train(into);
    }
  }

  /** Trains what waits; nothing of a segment comes to the partial before it has succeeded. */
  private void train(Partial into) {
    List<SegmentTasks> now = List.copyOf(waiting);
    waiting.clear();
    List<NetworkTask> tasks = new ArrayList<>();
    now.forEach(segment -> tasks.addAll(segment.tasks()));
    List<NetworkResult> results;
    try {
      results = train(tasks);
    } catch (KernelFailedException e) {
      failed(e);
      now.forEach(segment -> fallBack(segment.segment(), refusal, into));
      return;
    }
    int at = 0;
    for (SegmentTasks segment : now) {
      int count = segment.tasks().size();
      deposit(segment, results.subList(at, at + count), into);
      at += count;
    }
  }

  private void failed(KernelFailedException e) {
    LOG.warn("The device failed, and is not asked again", e);
    failure = e;
    kernel = null;
    refusal = "the GPU failed";
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

  private void deposit(SegmentTasks segment, List<NetworkResult> results, Partial into) {
    if (results.contains(null)) {
      fallBack(segment.segment(), "no room for a segment and its network on the GPU", into);
    } else {
      segment.deposit(results, into);
      tally.computed(segment.segment().rows());
    }
  }

  private void fallBack(Segment segment, String reason, Partial into) {
    if (precision != Precision.EXACT) {
      throw new KernelFailedException(
          "Segment "
              + segment.index()
              + " cannot be computed on the GPU ("
              + reason
              + "), and with --gpu-precision "
              + Key.spelling(precision)
              + " the CPU would give other bits; train with exact precision, or where a GPU has room",
          failure);
    }
    if (reference == null) {
      reference = new LocalTraining(work);
    }
    reference.accumulate(segment, into);
    tally.fellBack(reason, segment.rows());
  }
}
