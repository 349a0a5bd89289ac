package org.trainyard.am.exchange;

import java.io.IOException;
import org.apache.hadoop.ipc.ProtocolInfo;
import org.apache.hadoop.security.token.TokenInfo;

/** What a master answers, on the wire; {@link WorkerInbox} says what each call means. */
@TokenInfo(ExchangeTokenSelector.class)
@ProtocolInfo(protocolName = "org.trainyard.Master", protocolVersion = 1)
interface MasterProtocol {
  Message hello(Message hello) throws IOException;

  void alive(String worker, Message pulse) throws IOException;

  Verdict mapped(String worker, Message mapped) throws IOException;

  void reduced(String worker, Message reduced, byte[] sum) throws IOException;

  void failed(String worker, Message failed) throws IOException;

  Chunk state(int k, int offset) throws IOException;
}
