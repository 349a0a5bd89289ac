package org.trainyard.am.resident;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.trainyard.am.container.ContainerPlan;
import org.trainyard.mapreduce.engine.RunContext;

/** Where a resident engine works: opened once for a run. */
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

  /**
   * The course of a packing.
   *
   * @param pieces of the raw input
   */
  Course packing(ContainerPlan staff, List<Piece> pieces);

  /** The course of the iterations of a run whose problem is known. */
  Course iterating(RunContext run) throws IOException;

  /**
   * Opens it; workers are asked for with the first iteration, or before it if somebody says so.
   *
   * @throws ResidentUnavailableException if the cluster has no such containers
   */
  Open open(Course course) throws IOException;
}
