package org.trainyard.am.master;

import java.io.IOException;
import org.trainyard.mapreduce.engine.RunListener;
import org.trainyard.mapreduce.engine.RunOutcome;

/** The run to carry out: blocks until it ends. */
@FunctionalInterface
interface Training {
  /** Runs; a thread's interruption ends it and leaves the jobs it started alone. */
  RunOutcome run(RunListener listener) throws IOException, InterruptedException;
}
