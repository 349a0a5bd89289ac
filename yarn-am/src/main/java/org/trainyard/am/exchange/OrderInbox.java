package org.trainyard.am.exchange;

import java.io.IOException;
import java.util.List;

/**
 * What the master orders and peers ask of a worker. Called on RPC threads, several at a time;
 * orders return at once. An order of an earlier master than the present one is refused.
 */
public interface OrderInbox {
  /** From now on iterations are about these data. */
  void setUp(int epoch, Setup setup) throws IOException;

  /**
   * Map these splits for iteration {@code k}; earlier iterations are over. Those with a negative
   * number pack pieces of the raw input.
   *
   * @param state what {@link StateSource#before} gives, where it is small and was not sent before;
   *     else empty, and asked for when it is missing
   */
  void map(int epoch, int k, List<Integer> splits, byte[] state) throws IOException;

  /** Do not begin, or throw away, these splits of iteration {@code k}; what is kept stays kept. */
  void cancel(int epoch, int k, List<Integer> splits) throws IOException;

  /** Add up a shard. */
  void reduce(int epoch, ReduceOrder order) throws IOException;

  /** Iteration {@code k} is over. */
  void finish(int epoch, int k) throws IOException;

  /** End the process. */
  void leave(int epoch, String why) throws IOException;

  /**
   * One shard of what this worker keeps of an iteration, as {@code PartialWritable} writes it. The
   * same array for the same attempt. Waits for splits whose verdict is still under way.
   */
  byte[] shard(int k, int attempt, int shard) throws IOException;

  /** A shard that this worker has summed, as {@code PartialWritable} writes it. */
  byte[] sum(int k, int attempt, int shard) throws IOException;
}
