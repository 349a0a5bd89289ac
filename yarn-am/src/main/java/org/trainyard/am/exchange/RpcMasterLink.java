package org.trainyard.am.exchange;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.ipc.RPC;

/** The way to one master over RPC. */
public final class RpcMasterLink implements MasterLink {
  private static final String MASTER = "the master";

  private final WorkerId self;
  private final MasterProtocol caller;

  /** From one worker to the master at an address; connects when it is first used. */
  public RpcMasterLink(
      Configuration conf, ExchangeToken token, WorkerId self, String host, int port)
      throws IOException {
    this.self = self;
    this.caller = new ExchangeRpc(conf, token).caller(MasterProtocol.class, host, port);
  }

  @Override
  public Setup hello(Hello hello) throws IOException {
    return ExchangeRpc.call(MASTER, () -> caller.hello(Message.of(hello))).as(Setup.class);
  }

  @Override
  public void alive(Pulse pulse) throws IOException {
    tell(() -> caller.alive(self.container(), Message.of(pulse)));
  }

  @Override
  public Verdict mapped(Mapped mapped) throws IOException {
    return ExchangeRpc.call(MASTER, () -> caller.mapped(self.container(), Message.of(mapped)));
  }

  @Override
  public void reduced(Reduced reduced, byte[] sum) throws IOException {
    byte[] along = Bounds.small(sum);
    tell(() -> caller.reduced(self.container(), Message.of(reduced), along));
  }

  @Override
  public void failed(Failed failed) throws IOException {
    tell(() -> caller.failed(self.container(), Message.of(failed)));
  }

  @Override
  public byte[] before(int k) throws IOException {
    return Chunk.fetch(offset -> ExchangeRpc.call(MASTER, () -> caller.state(k, offset)));
  }

  @Override
  public void close() {
    RPC.stopProxy(caller);
  }

  /** A call without an answer. */
  @FunctionalInterface
  private interface Word {
    void send() throws IOException;
  }

  private static void tell(Word word) throws IOException {
    ExchangeRpc.call(
        MASTER,
        () -> {
          word.send();
          return null;
        });
  }
}
