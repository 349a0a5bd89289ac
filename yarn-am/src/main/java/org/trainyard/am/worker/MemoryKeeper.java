package org.trainyard.am.worker;

import org.trainyard.formats.partial.PartialShape;
import org.trainyard.mapreduce.iteration.PartialWritable;

/**
 * Plans the heap of each iteration from what partials of this shape took so far: sparse ones take
 * less than their shape allows. Thread-safe.
 */
final class MemoryKeeper {
  private final long heap;
  private final double share;
  private final int cores;
  private PartialShape shape;
  private long seen;

  /** Of a process with so much heap, of which data may take a share. */
  MemoryKeeper(long heap, double share, int cores) {
    this.heap = heap;
    this.share = share;
    this.cores = cores;
  }

  /** The plan of an iteration that reads these parameters. */
  synchronized MemoryPlan plan(PartialShape next, ReceivedState parameters) {
    return plan(next, parameters.heldBytes(), parameters.visitedBytes());
  }

  /** The same with the bytes of parameters that are held, and that each thread visits. */
  synchronized MemoryPlan plan(PartialShape next, long held, long visited) {
    if (!next.equals(shape)) {
      shape = next;
      seen = 0;
    }
    long most = MemoryPlan.most(next);
    return MemoryPlan.of(
        heap, share, cores, seen == 0 ? most : Math.min(most, seen), held, visited);
  }

  /** A partial of the planned iteration is there. */
  synchronized void seen(PartialWritable[] partial) {
    long bytes = 0;
    for (PartialWritable shard : partial) {
      bytes += shard.length();
    }
    seen = Math.max(seen, bytes);
  }

  /** Most bytes that data may take where accumulators are small. */
  long cacheBytes() {
    return MemoryPlan.of(heap, share, cores, 0, 0, 0).cacheBytes();
  }
}
