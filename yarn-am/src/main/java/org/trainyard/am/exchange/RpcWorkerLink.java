package org.trainyard.am.exchange;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
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
  private final StateSource states;
  private final Map<WorkerId, Line> lines = new ConcurrentHashMap<>();
  private final ExecutorService pool = Executors.newCachedThreadPool(RpcWorkerLink::thread);

  RpcWorkerLink(ExchangeRpc rpc, int epoch, WorkerInbox inbox, StateSource states) {
    this.states = states;
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
  public void setUp(WorkerId worker, Setup setup) {
    send(worker, line -> line.caller.setUp(epoch, Message.of(setup)));
  }

  @Override
  public void map(WorkerId worker, int k, List<Integer> splits) {
    int[] numbers = numbers(splits);
    send(worker, line -> line.caller.map(epoch, k, numbers, line.stateBefore(k)));
  }

  @Override
  public void cancel(WorkerId worker, int k, List<Integer> splits) {
    int[] numbers = numbers(splits);
    send(worker, line -> line.caller.cancel(epoch, k, numbers));
  }

  @Override
  public void reduce(WorkerId worker, ReduceOrder order) {
    send(worker, line -> line.caller.reduce(epoch, Message.of(order)));
  }

  @Override
  public void finish(WorkerId worker, int k) {
    send(
        worker,
        line -> {
          line.dropSums(k);
          line.caller.finish(epoch, k);
        });
  }

  @Override
  public void leave(WorkerId worker, String why) {
    send(worker, line -> line.caller.leave(epoch, why));
  }

  @Override
  public CompletableFuture<PartialWritable> fetchSum(
      WorkerId worker, int k, int attempt, int shard) {
    Line line = lines.get(worker);
    if (line == null) {
      return CompletableFuture.failedFuture(
          new UnreachableException(worker.container(), new IOException("it has said no hello")));
    }
    byte[] brought = line.takeSum(new Reduced(k, attempt, shard));
    if (brought != null) {
      return CompletableFuture.supplyAsync(() -> partial(() -> brought), Runnable::run);
    }
    ExchangeRpc.Call<byte[]> fetch =
        () ->
            Chunk.fetch(
                offset ->
                    ExchangeRpc.call(
                        worker.container(), () -> line.caller.sum(k, attempt, shard, offset)));
    return CompletableFuture.supplyAsync(() -> partial(fetch), pool);
  }

  private static PartialWritable partial(ExchangeRpc.Call<byte[]> bytes) {
    try {
      return PartialWritable.ofBytes(bytes.make());
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  /** A small sum came along with the word that it is there. */
  void brought(WorkerId worker, Reduced reduced, byte[] sum) {
    Line line = lines.get(worker);
    if (line != null && sum.length > 0) {
      line.keepSum(reduced, sum);
    }
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
    void send(Line line) throws IOException;
  }

  /** The orders to one worker: at most one thread carries them, in order. */
  private final class Line {
    private final WorkerId worker;
    private final WorkerProtocol caller;
    private final Queue<Order> waiting = new ArrayDeque<>();
    private final Map<Reduced, byte[]> sums = new HashMap<>();
    private int stateSentOf;
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

    /** The state, once for each iteration and if it is small; the worker asks for others. */
    private byte[] stateBefore(int k) {
      if (stateSentOf == k) {
        return Bounds.NOTHING;
      }
      stateSentOf = k;
      try {
        return Bounds.small(states.before(k));
      } catch (IOException e) {
        // The iteration is over already: the worker will hear it when it asks.
        return Bounds.NOTHING;
      }
    }

    synchronized void keepSum(Reduced of, byte[] sum) {
      sums.put(of, sum);
    }

    synchronized byte[] takeSum(Reduced of) {
      return sums.remove(of);
    }

    synchronized void dropSums(int k) {
      sums.keySet().removeIf(of -> of.iteration() <= k);
    }

    private synchronized Order next() {
      Order order = closed ? null : waiting.poll();
      busy = order != null;
      return order;
    }

    private void drain() {
      for (Order order = next(); order != null; order = next()) {
        try {
          order.send(this);
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
