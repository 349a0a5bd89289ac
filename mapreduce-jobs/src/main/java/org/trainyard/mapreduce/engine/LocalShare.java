package org.trainyard.mapreduce.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.trainyard.formats.event.DeviceUse;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.algorithm.Accumulator;
import org.trainyard.mapreduce.algorithm.LossMeter;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.device.HeldDevice;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.problem.SegmentReader;

/**
 * What one thread maps of an iteration. Where a device computes, it is given several segments
 * before it is waited for, so that copies and work overlap. Not thread-safe.
 */
final class LocalShare {
  /** Segments that a device is given before it is waited for, if they are not too large. */
  private static final int TOGETHER = 16;

  private final RunContext run;
  private final int k;
  private final String worker;
  private final HeldDevice device;
  private final long mostBytes;
  private final Partial partial;
  private final Accumulator accumulator;
  private final LossMeter loss;
  private final List<Mapped> open = new ArrayList<>();
  private long openBytes;

  /**
   * Nothing is mapped yet.
   *
   * @param worker name of the thread
   * @param mostBytes of segments that a device may be behind with
   */
  LocalShare(
      RunContext run, int k, State before, String worker, HeldDevice device, long mostBytes) {
    this.run = run;
    this.k = k;
    this.worker = worker;
    this.device = device;
    this.mostBytes = mostBytes;
    this.partial = new Partial(run.algorithm().shape(before));
    this.accumulator = run.algorithm().accumulator(before, device.kernels());
    this.loss = new LossMeter(run.algorithm().losses(before));
  }

  /** Adds a segment, or lets the device do so. */
  void map(int s, SegmentCache cache, SegmentReader reader) throws IOException {
    long began = System.nanoTime();
    Segment segment = cache.get(s, reader);
    long read = System.nanoTime();
    accumulator.accumulate(segment, partial);
    partial.visited(segment.rows());
    device.visited(segment.rows());
    open.add(new Mapped(s, read - began, System.nanoTime() - read, segment.rows()));
    openBytes += segment.blocks().stream().mapToLong(SampleBlock::memoryBytes).sum();
    boolean waits = device.kernels() == Kernels.NONE;
    if (waits || open.size() == TOGETHER || openBytes > mostBytes) {
      settle();
    }
  }

  /** The sum of all segments. */
  Partial finish() {
    if (!open.isEmpty()) {
      settle();
    }
    return partial;
  }

  /** Waits for the device, and tells of the segments. */
  private void settle() {
    long began = System.nanoTime();
    accumulator.finish(partial);
    long waited = (System.nanoTime() - began) / open.size();
    double mean = loss.take(partial);
    for (Mapped mapped : open) {
      run.listener().event(mapped.done(k, worker, waited, mean, device.take()));
    }
    open.clear();
    openBytes = 0;
  }

  /** A segment that was visited. */
  private record Mapped(int segment, long readNanos, long accumulateNanos, long rows) {
    /**
     * Tells of it.
     *
     * @param waitedNanos its part of the time in which the device was waited for
     * @param loss mean of the rows of all segments that were waited for together
     */
    RunEvent done(int k, String worker, long waitedNanos, double loss, DeviceUse device) {
      long now = System.currentTimeMillis();
      long computeNanos = accumulateNanos + waitedNanos;
      return new RunEvent.TaskEnded(
          now,
          k,
          segment,
          worker,
          null,
          now - (readNanos + computeNanos) / 1_000_000,
          Math.round(readNanos / 1e6),
          Math.round(computeNanos / 1e6),
          rows,
          loss,
          RunEvent.Outcome.DONE,
          null,
          device);
    }
  }
}
