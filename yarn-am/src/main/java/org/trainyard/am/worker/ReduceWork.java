package org.trainyard.am.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.am.exchange.Failed;
import org.trainyard.am.exchange.Peer;
import org.trainyard.am.exchange.ReduceOrder;
import org.trainyard.am.exchange.Reduced;
import org.trainyard.am.exchange.UnreachableException;

/**
 * The reduce side of one iteration on one worker: the shards that it sums. Thread-safe. When it is
 * over, nothing of it is left, and what still runs has no effect.
 */
final class ReduceWork {
  private static final Logger LOG = LoggerFactory.getLogger(ReduceWork.class);

  /** Shards that are summed at a time: each holds its sum and a few peers' shards. */
  private static final int AT_A_TIME = 2;

  private record Sum(int attempt, byte[] bytes) {}

  private final int k;
  private final Session session;
  private final WorkerPools pools;
  private final Contribution own;
  private final Runnable onLost;
  private final Map<Integer, Sum> sums = new HashMap<>();
  private final Semaphore slots = new Semaphore(AT_A_TIME);
  private boolean over;

  /**
   * Of iteration {@code k}.
   *
   * @param own what this worker keeps itself
   * @param onLost called when the master gives no answer
   */
  ReduceWork(int k, Session session, WorkerPools pools, Contribution own, Runnable onLost) {
    this.k = k;
    this.session = session;
    this.pools = pools;
    this.own = own;
    this.onLost = onLost;
  }

  /** Begins to sum a shard. */
  synchronized void reduce(ReduceOrder order) {
    if (!over) {
      pools.talk().execute(() -> sum(order));
    }
  }

  /** A shard that was summed here. */
  synchronized byte[] sum(int attempt, int shard) throws IOException {
    Sum sum = sums.get(shard);
    if (sum == null || sum.attempt != attempt) {
      throw new IOException(
          "Shard "
              + shard
              + " of iteration "
              + k
              + ", attempt "
              + attempt
              + ", is not summed here");
    }
    return sum.bytes;
  }

  /** Ends it. */
  synchronized void end() {
    over = true;
    sums.clear();
  }

  private void sum(ReduceOrder order) {
    slots.acquireUninterruptibly();
    try (ShardCollector collector = new ShardCollector(order, this::shardOf, pools.talk())) {
      byte[] bytes = Tasks.reduce(order.shard(), collector).toBytes();
      if (put(order, bytes)) {
        session.master().reduced(new Reduced(k, order.attempt(), order.shard()), bytes);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (UncheckedIOException e) {
      failed(order, e.getCause());
    } catch (Exception | OutOfMemoryError | LinkageError e) {
      failed(order, e);
    } finally {
      slots.release();
    }
  }

  private synchronized boolean put(ReduceOrder order, byte[] bytes) {
    Sum before = sums.get(order.shard());
    boolean newer = !over && (before == null || before.attempt < order.attempt());
    if (newer) {
      sums.put(order.shard(), new Sum(order.attempt(), bytes));
    }
    return newer;
  }

  private byte[] shardOf(Peer peer, int attempt, int shard)
      throws IOException, InterruptedException {
    return peer.worker().equals(pools.self())
        ? own.shard(attempt, shard)
        : pools.peers().shard(peer, k, attempt, shard);
  }

  private void failed(ReduceOrder order, Throwable cause) {
    synchronized (this) {
      if (over) {
        return;
      }
    }
    LOG.warn("Shard {} of iteration {} failed", order.shard(), k, cause);
    if (cause instanceof UnreachableException) {
      onLost.run();
      return;
    }
    PeerException lost = cause instanceof PeerException peer ? peer : null;
    Failed.Kind kind = lost != null ? Failed.Kind.PEER : Failed.Kind.of(cause);
    try {
      session
          .master()
          .failed(
              new Failed(
                  k,
                  Failed.Task.REDUCE,
                  order.shard(),
                  order.attempt(),
                  kind,
                  lost == null ? null : lost.peer(),
                  cause.toString()));
    } catch (IOException e) {
      onLost.run();
    }
  }
}
