package org.trainyard.am.exchange;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.apache.hadoop.ipc.RPC;
import org.trainyard.mapreduce.iteration.PartialWritable;

/** Orders over RPC: one caller for each worker, whose orders wait in a line of their own. */
final class RpcWorkerLink implements WorkerLink, Closeable {
  private final ExchangeRpc rpc;
  private final int epoch;
  private final WorkerInbox inbox;
  private final Map<WorkerId, Line> lines = new ConcurrentHashMap<>();
  private final ExecutorService pool = Executors.newCachedThreadPool(RpcWorkerLink::thread);

  RpcWorkerLink(ExchangeRpc rpc, int epoch, WorkerInbox inbox) {
    this.rpc = rpc;
    this.epoch = epoch;
    this.inbox = inbox;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "worker-link");
    thread.setDaemon(true);
    return thread;
  }

  /** Learns of a worker that says hello, for the first time or again. */
  void add(Peer peer) throws IOException {
    WorkerProtocol caller = rpc.caller(WorkerProtocol.class, peer.host(), peer.port());
    Line before = lines.put(peer.worker(), new Line(peer.worker(), caller));
    if (before != null) {
      before.close();
    }
  }

  @Override
  public void map(WorkerId worker, int k, List<Integer> splits) {
    int[] numbers = numbers(splits);
    send(worker, caller -> caller.map(epoch, k, numbers));
  }

  @Override
  public void cancel(WorkerId worker, int k, List<Integer> splits) {
    int[] numbers = numbers(splits);
    send(worker, caller -> caller.cancel(epoch, k, numbers));
  }

  @Override
  public void reduce(WorkerId worker, ReduceOrder order) {
    send(worker, caller -> caller.reduce(epoch, Message.of(order)));
  }

  @Override
  public void finish(WorkerId worker, int k) {
    send(worker, caller -> caller.finish(epoch, k));
  }

  @Override
  public void leave(WorkerId worker, String why) {
    send(worker, caller -> caller.leave(epoch, why));
  }

  @Override
  public CompletableFuture<PartialWritable> fetchSum(
      WorkerId worker, int k, int attempt, int shard) {
    Line line = lines.get(worker);
    if (line == null) {
      return CompletableFuture.failedFuture(
          new UnreachableException(worker.container(), new IOException("it has said no hello")));
    }
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return PartialWritable.ofBytes(
                Chunk.fetch(
                    offset ->
                        ExchangeRpc.call(
                            worker.container(), () -> line.caller.sum(k, attempt, shard, offset))));
          } catch (IOException e) {
            throw new CompletionException(e);
          }
        },
        pool);
  }

  @Override
  public void forget(WorkerId worker) {
    Line line = lines.remove(worker);
    if (line != null) {
      line.close();
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
    lines.values().forEach(Line::close);
  }

  private static int[] numbers(List<Integer> splits) {
    return splits.stream().mapToInt(Integer::intValue).toArray();
  }

  private void send(WorkerId worker, Order order) {
    Line line = lines.get(worker);
    if (line == null) {
      start(() -> inbox.unreachable(worker, "it has said no hello"));
    } else {
      line.add(order);
    }
  }

  private void start(Runnable work) {
    try {
      pool.execute(work);
    } catch (RejectedExecutionException e) {
      // Closed: nobody waits for it.
    }
  }

  /** One order to one worker. */
  @FunctionalInterface
  private interface Order {
    void send(WorkerProtocol caller) throws IOException;
  }

  /** The orders to one worker: at most one thread carries them, in order. */
  private final class Line {
    private final WorkerId worker;
    private final WorkerProtocol caller;
    private final Queue<Order> waiting = new ArrayDeque<>();
    private boolean busy;
    private boolean closed;

    Line(WorkerId worker, WorkerProtocol caller) {
      this.worker = worker;
      this.caller = caller;
    }

    synchronized void add(Order order) {
      if (!closed) {
        waiting.add(order);
        if (!busy) {
          busy = true;
          start(this::drain);
        }
      }
    }

    private synchronized Order next() {
      Order order = closed ? null : waiting.poll();
      busy = order != null;
      return order;
    }

    private void drain() {
      for (Order order = next(); order != null; order = next()) {
        try {
          order.send(caller);
        } catch (IOException | RuntimeException e) {
          if (end()) {
            inbox.unreachable(worker, e.toString());
          }
        }
      }
    }

    /** Whether it was open. */
    private synchronized boolean end() {
      boolean open = !closed;
      closed = true;
      waiting.clear();
      return open;
    }

    void close() {
      end();
      // Calls under way keep the connection until they are answered or given up.
      RPC.stopProxy(caller);
    }
  }
}
