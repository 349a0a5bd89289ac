package org.trainyard.am.worker;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.trainyard.am.exchange.Peer;
import org.trainyard.am.exchange.ReduceOrder;
import org.trainyard.mapreduce.iteration.PartialWritable;

/**
 * One shard of every contributor, as a reducer goes through them: a few are on their way while one
 * is added, so that no more than these are in memory. Reducers of different shards begin with
 * different contributors.
 */
final class ShardCollector implements Iterable<PartialWritable>, Closeable {
  private static final int AHEAD = 3;

  /** Fetches one contributor's shard. */
  @FunctionalInterface
  interface Fetch {
    byte[] shard(Peer peer, int attempt, int shard) throws IOException, InterruptedException;
  }

  private final ReduceOrder order;
  private final Fetch fetch;
  private final ExecutorService threads;
  private final Iterator<Peer> left;
  private final Queue<Future<PartialWritable>> coming = new ArrayDeque<>();

  ShardCollector(ReduceOrder order, Fetch fetch, ExecutorService threads) {
    this.order = order;
    this.fetch = fetch;
    this.threads = threads;
    List<Peer> peers = new ArrayList<>(order.contributors());
    Collections.rotate(peers, -order.shard());
    this.left = peers.iterator();
  }

  /** Can be gone through once: each call continues where the last one stopped. */
  @Override
  public Iterator<PartialWritable> iterator() {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return !coming.isEmpty() || left.hasNext();
      }

      @Override
      public PartialWritable next() {
        while (coming.size() < AHEAD && left.hasNext()) {
          Peer peer = left.next();
          coming.add(threads.submit(() -> fetch(peer)));
        }
        if (coming.isEmpty()) {
          throw new NoSuchElementException();
        }
        return await(coming.remove());
      }
    };
  }

  private PartialWritable fetch(Peer peer) throws IOException, InterruptedException {
    try {
      return PartialWritable.ofBytes(fetch.shard(peer, order.attempt(), order.shard()));
    } catch (IOException e) {
      throw new PeerException(peer.worker(), e);
    }
  }

  private static PartialWritable await(Future<PartialWritable> shard) {
    try {
      return shard.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("Interrupted"));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io
          ? new UncheckedIOException(io)
          : new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    coming.forEach(shard -> shard.cancel(true));
  }
}
