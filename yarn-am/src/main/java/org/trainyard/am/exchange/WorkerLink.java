package org.trainyard.am.exchange;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.trainyard.mapreduce.iteration.PartialWritable;

/**
 * What the master asks of a worker. Every method returns at once; orders to one worker arrive in
 * order; an order that cannot be delivered is heard as {@link WorkerInbox#unreachable}.
 */
public interface WorkerLink {
  /** From now on iterations are about these data. */
  void setUp(WorkerId worker, Setup setup);

  /** Map these splits for iteration {@code k}; an order for a later iteration ends earlier ones. */
  void map(WorkerId worker, int k, List<Integer> splits);

  /** Do not begin, or throw away, these splits of iteration {@code k}. */
  void cancel(WorkerId worker, int k, List<Integer> splits);

  /** Add up a shard. */
  void reduce(WorkerId worker, ReduceOrder order);

  /** Iteration {@code k} is over: its partials and sums may go. */
  void finish(WorkerId worker, int k);

  /** End the process. */
  void leave(WorkerId worker, String why);

  /** Fetches a summed shard; fails exceptionally if the worker cannot give it. */
  CompletableFuture<PartialWritable> fetchSum(WorkerId worker, int k, int attempt, int shard);

  /** Forgets a worker that is gone: nothing more is sent, and calls under way are given up. */
  void forget(WorkerId worker);
}
