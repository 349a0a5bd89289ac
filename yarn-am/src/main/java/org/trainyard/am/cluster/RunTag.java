package org.trainyard.am.cluster;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** By what the applications of a run are found on the cluster. */
public final class RunTag {
  /** Type of our applications. */
  public static final String APPLICATION_TYPE = "TRAINYARD";

  /** Type of the jobs that they start. */
  public static final String JOB_TYPE = "MAPREDUCE";

  private static final String PREFIX = "trainyard-run:";

  private RunTag() {}

  /** The tag of a run's application and of all its jobs. YARN knows tags in lower case only. */
  public static String of(String runId) {
    return PREFIX + runId.toLowerCase(Locale.ROOT);
  }

  /** The id of the run that an application's tags name. */
  public static Optional<String> find(Collection<String> tags) {
    return tags.stream()
        .filter(tag -> tag.startsWith(PREFIX))
        .findFirst()
        .map(tag -> tag.substring(PREFIX.length()));
  }
}
