package org.trainyard.am.worker;

import java.io.IOException;
import org.trainyard.am.exchange.MasterLink;

/** Finds the present master. */
@FunctionalInterface
interface MasterFinder {
  /**
   * The way to the master that answers now, as far as is known.
   *
   * @throws IOException if nobody says where it is
   */
  MasterLink find() throws IOException;
}
