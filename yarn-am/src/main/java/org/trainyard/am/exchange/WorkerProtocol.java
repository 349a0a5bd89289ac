package org.trainyard.am.exchange;

import java.io.IOException;
import org.apache.hadoop.ipc.ProtocolInfo;
import org.apache.hadoop.security.token.TokenInfo;

/** What a worker answers, on the wire; {@link OrderInbox} says what each call means. */
@TokenInfo(ExchangeTokenSelector.class)
@ProtocolInfo(protocolName = "org.trainyard.Worker", protocolVersion = 1)
interface WorkerProtocol {
  void setUp(int epoch, Message setup) throws IOException;

  void map(int epoch, int k, int[] splits, byte[] state) throws IOException;

  void cancel(int epoch, int k, int[] splits) throws IOException;

  void reduce(int epoch, Message order) throws IOException;

  void finish(int epoch, int k) throws IOException;

  void leave(int epoch, String why) throws IOException;

  Chunk shard(int k, int attempt, int shard, int offset) throws IOException;

  Chunk sum(int k, int attempt, int shard, int offset) throws IOException;
}
