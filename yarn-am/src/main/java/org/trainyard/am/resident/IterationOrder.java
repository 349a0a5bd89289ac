package org.trainyard.am.resident;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.trainyard.mapreduce.engine.RunListener;
import org.trainyard.mapreduce.iteration.PartialWritable;

/**
 * An iteration to carry out, or, with a negative number, a packing, which has no sums.
 *
 * @param iteration its number
 * @param patience how long to wait for a first worker, or null for ever
 * @param listener hears of its progress
 * @param marks when its stages began
 * @param sums the answer: the sum of each shard, in order
 */
record IterationOrder(
    int iteration,
    Duration patience,
    RunListener listener,
    StageMarks marks,
    CompletableFuture<List<PartialWritable>> sums) {
  /** For people. */
  String title() {
    return iteration < 0 ? "Packing" : "Iteration " + iteration;
  }
}
