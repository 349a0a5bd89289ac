package org.trainyard.am.resident;

import java.io.IOException;
import org.trainyard.am.exchange.StateSource;

/** The state that mappers of the running iteration read. Set by one thread, read by many. */
final class RunningState implements StateSource {
  private record Published(int iteration, byte[] bytes) {}

  private volatile Published published = new Published(0, new byte[0]);

  /** From now on iteration {@code k} runs. */
  void publish(int k, byte[] bytes) {
    published = new Published(k, bytes);
  }

  @Override
  public byte[] before(int k) throws IOException {
    Published now = published;
    if (now.iteration() != k) {
      throw new IOException("Iteration " + k + " does not run; " + now.iteration() + " does");
    }
    return now.bytes();
  }
}
