package org.trainyard.am.exchange;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.ipc.RPC;

/** Shards over RPC: one caller for each peer, kept for the next iteration. */
public final class RpcPeerLink implements PeerLink, Closeable {
  private final ExchangeRpc rpc;
  private final Map<Peer, WorkerProtocol> callers = new ConcurrentHashMap<>();

  /** With the run's token. */
  public RpcPeerLink(Configuration conf, ExchangeToken token) {
    this.rpc = new ExchangeRpc(conf, token);
  }

  @Override
  public byte[] shard(Peer peer, int k, int attempt, int shard) throws IOException {
    WorkerProtocol known = callers.get(peer);
    if (known == null) {
      known = rpc.caller(WorkerProtocol.class, peer.host(), peer.port());
      WorkerProtocol other = callers.putIfAbsent(peer, known);
      if (other != null) {
        RPC.stopProxy(known);
        known = other;
      }
    }
    WorkerProtocol caller = known;
    return Chunk.fetch(
        offset ->
            ExchangeRpc.call(
                peer.worker().container(), () -> caller.shard(k, attempt, shard, offset)));
  }

  @Override
  public void close() {
    callers.values().forEach(RPC::stopProxy);
    callers.clear();
  }
}
