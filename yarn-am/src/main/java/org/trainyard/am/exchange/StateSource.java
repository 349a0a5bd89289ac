package org.trainyard.am.exchange;

import java.io.IOException;

/** Where the master's server takes the states that workers ask for. Called on RPC threads. */
@FunctionalInterface
public interface StateSource {
  /**
   * What mappers of iteration {@code k} read, that is the state after {@code k - 1}, as {@link
   * StateCodec} writes it; for a packing, whose number is negative, its order as JSON. The same
   * array each time while the iteration runs; nobody modifies it.
   *
   * @throws IOException if that iteration is not the running one
   */
  byte[] before(int k) throws IOException;
}
