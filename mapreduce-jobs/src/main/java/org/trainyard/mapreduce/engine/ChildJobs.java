package org.trainyard.mapreduce.engine;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.mapreduce.JobID;

/** Finds the jobs that an earlier attempt of the driver submitted and that still run. */
@FunctionalInterface
public interface ChildJobs {
  /** The running (or accepted) job that carries {@code tag}, if there is one. */
  Optional<JobID> running(String tag) throws IOException;

  /** There are none: nobody else ever submitted one. */
  static ChildJobs none() {
    return tag -> Optional.empty();
  }
}
