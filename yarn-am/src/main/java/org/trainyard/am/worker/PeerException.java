package org.trainyard.am.worker;

import java.io.IOException;
import org.trainyard.am.exchange.WorkerId;

/** A peer's shard could not be had. */
final class PeerException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient WorkerId peer;

  PeerException(WorkerId peer, IOException cause) {
    super("Cannot have the shard of " + peer + ": " + cause, cause);
    this.peer = peer;
  }

  WorkerId peer() {
    return peer;
  }
}
