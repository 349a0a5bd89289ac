package org.trainyard.am.cluster;

import java.util.Locale;

/** By what the applications of a run are found on the cluster. */
public final class RunTag {
  /** Type of our applications. */
  public static final String APPLICATION_TYPE = "TRAINYARD";

  /** Type of the jobs that they start. */
  public static final String JOB_TYPE = "MAPREDUCE";

  private RunTag() {}

  /** The tag of a run's application and of all its jobs. YARN knows tags in lower case only. */
  public static String of(String runId) {
    return "trainyard-run:" + runId.toLowerCase(Locale.ROOT);
  }
}
