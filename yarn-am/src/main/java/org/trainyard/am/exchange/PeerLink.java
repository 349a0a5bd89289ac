package org.trainyard.am.exchange;

import java.io.IOException;

/** What a worker asks of its peers. */
@FunctionalInterface
public interface PeerLink {
  /**
   * Fetches a shard of what a peer keeps of iteration {@code k}, as {@code PartialWritable} writes
   * it.
   *
   * @throws IOException if the peer is gone, or has nothing of that iteration
   */
  byte[] shard(Peer peer, int k, int attempt, int shard) throws IOException;
}
