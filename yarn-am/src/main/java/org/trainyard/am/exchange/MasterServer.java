package org.trainyard.am.exchange;

import java.io.Closeable;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.ipc.RPC;
import org.trainyard.am.exchange.ExchangeFolder.MasterAddress;

/** The master's end of the exchange: calls of workers become calls of an inbox. */
public final class MasterServer implements Closeable {
  private static final int HANDLERS = 24;

  private final MasterAddress address;
  private final RpcWorkerLink link;
  private final RPC.Server server;

  /**
   * Starts to answer.
   *
   * @param conf Hadoop's configuration
   * @param token that opens it
   * @param host of this node, as workers know it
   * @param epoch number of the master's attempt
   * @param inbox hears what workers tell
   * @param states gives what workers ask for
   */
  public MasterServer(
      Configuration conf,
      ExchangeToken token,
      String host,
      int epoch,
      WorkerInbox inbox,
      StateSource states)
      throws IOException {
    ExchangeRpc rpc = new ExchangeRpc(conf, token);
    this.link = new RpcWorkerLink(rpc, epoch, inbox, states);
    this.server = rpc.serve(MasterProtocol.class, new Answers(link, inbox, states), HANDLERS);
    this.address = new MasterAddress(epoch, host, server.getListenerAddress().getPort());
  }

  /** Where it answers. */
  public MasterAddress address() {
    return address;
  }

  /** The way to the workers that have said hello. */
  public WorkerLink workers() {
    return link;
  }

  @Override
  public void close() {
    server.stop();
    link.close();
  }

  private record Answers(RpcWorkerLink link, WorkerInbox inbox, StateSource states)
      implements MasterProtocol {
    @Override
    public Message hello(Message message) throws IOException {
      Hello hello = message.as(Hello.class);
      link.add(hello.peer());
      return Message.of(inbox.hello(hello));
    }

    @Override
    public void alive(String worker, Message pulse) throws IOException {
      inbox.alive(new WorkerId(worker), pulse.as(Pulse.class));
    }

    @Override
    public Verdict mapped(String worker, Message mapped) throws IOException {
      return inbox.mapped(new WorkerId(worker), mapped.as(Mapped.class));
    }

    @Override
    public void reduced(String worker, Message message, byte[] sum) throws IOException {
      WorkerId who = new WorkerId(worker);
      Reduced reduced = message.as(Reduced.class);
      link.brought(who, reduced, sum);
      inbox.reduced(who, reduced);
    }

    @Override
    public void failed(String worker, Message failed) throws IOException {
      inbox.failed(new WorkerId(worker), failed.as(Failed.class));
    }

    @Override
    public Chunk state(int k, int offset) throws IOException {
      return Chunk.of(states.before(k), offset);
    }
  }
}
