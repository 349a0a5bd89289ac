package org.trainyard.am.resident;

import java.io.Closeable;
import java.io.IOException;
import org.trainyard.mapreduce.engine.RunContext;

/** Where a resident engine works: opened once for a run, when its problem is known. */
@FunctionalInterface
interface ResidentSite {
  /**
   * An engine at work.
   *
   * @param engine its thread runs
   * @param states where the mappers' state is published
   * @param server answers the workers
   */
  record Open(ResidentEngine engine, RunningState states, Closeable server)
      implements AutoCloseable {
    /** All workers leave, and nobody is answered any more. */
    @Override
    public void close() throws IOException {
      engine.close();
      server.close();
    }
  }

  /** Opens it; workers are asked for with the first iteration. */
  Open open(RunContext run) throws IOException;
}
