package org.trainyard.am.exchange;

import java.io.Closeable;
import java.io.IOException;

/**
 * What a worker tells its master. Every method throws {@link UnreachableException} if the master
 * gives no answer, and another IOException if it answers with an error.
 */
public interface MasterLink extends Closeable {
  /** Says hello. */
  Setup hello(Hello hello) throws IOException;

  /** Gives a sign of life. */
  void alive(Pulse pulse) throws IOException;

  /** Tells of a mapped split; waits for the verdict. */
  Verdict mapped(Mapped mapped) throws IOException;

  /** Tells of a summed shard, and sends it along if it is small. */
  void reduced(Reduced reduced, byte[] sum) throws IOException;

  /** Tells of an order that could not be carried out. */
  void failed(Failed failed) throws IOException;

  /** Fetches what {@link StateSource#before} gives. */
  byte[] before(int k) throws IOException;

  @Override
  void close();
}
