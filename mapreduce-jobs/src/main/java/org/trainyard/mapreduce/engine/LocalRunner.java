package org.trainyard.mapreduce.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.partial.Totals;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.capacity.ModelSize;
import org.trainyard.mapreduce.device.DeviceHolder;
import org.trainyard.mapreduce.device.DeviceSettings;
import org.trainyard.mapreduce.device.HeldDevice;
import org.trainyard.mapreduce.iteration.Step;
import org.trainyard.mapreduce.kernel.KernelsUnavailableException;
import org.trainyard.mapreduce.problem.SegmentPlan;
import org.trainyard.mapreduce.problem.SegmentReader;

/**
 * The engine in one process: some threads take segments from one list, each adds to a partial of
 * its own, and the partials are added at the end. The oracle of the other engines.
 */
public final class LocalRunner implements IterationRunner {
  /** Of the heap, what segments may take that a device has not done yet. */
  private static final int HEAP_SHARE = 16;

  /** Of the heap that mapping leaves free, what the state may take beside its files. */
  private static final int STATE_SHARE = 4;

  private final int mostThreads;
  private SegmentCache cache;
  private long mostStateBytes;
  private HeldDevice device = HeldDevice.off();

  /** With so many threads, or as many as the heap has memory for. */
  public LocalRunner(int threads) {
    this.mostThreads = threads;
  }

  @Override
  public String engine() {
    return "local";
  }

  @Override
  public Result run(RunContext run, int k, State before) throws IOException, InterruptedException {
    ModelSize size = ModelSize.of(before, run.algorithm().shape(before).vectors());
    long heap = Runtime.getRuntime().maxMemory();
    refuse(size, heap, k);
    device = device(run, k);
    int threads = size.threads(mostThreads, heap);
    if (cache == null) {
      // A line search doubles what the first request asks.
      long work = new ModelSize(2 * size.parameters(), size.sums()).mapper(threads);
      mostStateBytes = Math.max(0, heap - work) / STATE_SHARE;
      long segments = Math.min(heap / 2, heap - work - mostStateBytes);
      cache = SegmentCache.of(run.problem().segments(), segments);
    }
    Checkpoints checkpoints = new Checkpoints(run.conf(), run.layout());
    checkpoints.discard(k);
    long began = System.nanoTime();
    Totals totals = accumulate(run, k, before, threads).totals();
    double mapped = (System.nanoTime() - began) / 1e9;
    Step step = Step.take(run.problem(), run.algorithm(), before, totals);
    checkpoints.write(k, step);
    State after = checkpoints.read(k);
    boolean room = after.heapBytes() <= mostStateBytes;
    return new Result(
        room ? after.keeping(step.next()) : after, null, listener -> Account.Stages.mapped(mapped));
  }

  private static HeldDevice device(RunContext run, int k) throws IterationFailedException {
    try {
      return DeviceHolder.ofProcess()
          .device(DeviceSettings.of(run.execution()), DeviceHolder.Grant.GRANTED);
    } catch (KernelsUnavailableException e) {
      throw new IterationFailedException("Iteration " + k + ": " + e.getMessage(), e);
    }
  }

  private static void refuse(ModelSize size, long heap, int k) throws IterationFailedException {
    String refusal =
        size.refusal(
            "Iteration " + k + ": this process",
            Math.max(size.leastMapper(1), size.leastStep()),
            heap,
            "give it more with -Xmx, or train on a cluster");
    if (refusal != null) {
      throw new IterationFailedException(refusal);
    }
  }

  private Partial accumulate(RunContext run, int k, State before, int threads)
      throws IOException, InterruptedException {
    AtomicInteger next = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(threads, LocalRunner::thread);
    try {
      List<Future<Partial>> parts = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        String worker = "thread " + (t + 1);
        parts.add(pool.submit(() -> accumulate(run, k, before, next, worker)));
      }
      Partial sum = null;
      for (Future<Partial> part : parts) {
        Partial partial = part.get();
        if (sum == null) {
          sum = partial;
        } else {
          sum.add(partial);
        }
      }
      return sum;
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } finally {
      pool.shutdownNow();
    }
  }

  private Partial accumulate(RunContext run, int k, State before, AtomicInteger next, String worker)
      throws IOException {
    long mostBytes = Runtime.getRuntime().maxMemory() / HEAP_SHARE / mostThreads;
    LocalShare share = new LocalShare(run, k, before, worker, device, mostBytes);
    List<SegmentPlan> segments = cache.segments();
    try (SegmentReader reader = run.problem().reader()) {
      for (int s = next.getAndIncrement(); s < segments.size(); s = next.getAndIncrement()) {
        run.stop()
            .asked()
            .ifPresent(
                sentence -> {
                  throw new StoppedException(sentence);
                });
        share.map(s, cache, reader);
        run.listener().progress((double) Math.min(next.get(), segments.size()) / segments.size());
      }
    }
    return share.finish();
  }

  private static IOException unwrapped(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof IOException io) {
      return io;
    }
    if (cause instanceof RuntimeException runtime) {
      throw runtime;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return new IOException(cause);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "trainyard-local");
    thread.setDaemon(true);
    return thread;
  }
}
