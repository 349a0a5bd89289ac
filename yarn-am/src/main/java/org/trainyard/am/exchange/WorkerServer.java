package org.trainyard.am.exchange;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.ipc.RPC;

/** A worker's end of the exchange: orders and requests become calls of an inbox. */
public final class WorkerServer implements Closeable {
  private static final int HANDLERS = 8;

  private final RPC.Server server;

  /** Starts to answer those that have the token. */
  public WorkerServer(Configuration conf, ExchangeToken token, OrderInbox inbox)
      throws IOException {
    this.server =
        new ExchangeRpc(conf, token).serve(WorkerProtocol.class, new Answers(inbox), HANDLERS);
  }

  /** Where it answers. */
  public int port() {
    return server.getListenerAddress().getPort();
  }

  @Override
  public void close() {
    server.stop();
  }

  private record Answers(OrderInbox inbox) implements WorkerProtocol {
    private static List<Integer> list(int[] splits) {
      return Arrays.stream(splits).boxed().toList();
    }

    @Override
    public void setUp(int epoch, Message setup) throws IOException {
      inbox.setUp(epoch, setup.as(Setup.class));
    }

    @Override
    public void map(int epoch, int k, int[] splits, byte[] state) throws IOException {
      inbox.map(epoch, k, list(splits), state);
    }

    @Override
    public void cancel(int epoch, int k, int[] splits) throws IOException {
      inbox.cancel(epoch, k, list(splits));
    }

    @Override
    public void reduce(int epoch, Message order) throws IOException {
      inbox.reduce(epoch, order.as(ReduceOrder.class));
    }

    @Override
    public void finish(int epoch, int k) throws IOException {
      inbox.finish(epoch, k);
    }

    @Override
    public void leave(int epoch, String why) throws IOException {
      inbox.leave(epoch, why);
    }

    @Override
    public Chunk shard(int k, int attempt, int shard, int offset) throws IOException {
      return Chunk.of(inbox.shard(k, attempt, shard), offset);
    }

    @Override
    public Chunk sum(int k, int attempt, int shard, int offset) throws IOException {
      return Chunk.of(inbox.sum(k, attempt, shard), offset);
    }
  }
}
