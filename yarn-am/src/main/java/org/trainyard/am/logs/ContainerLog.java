package org.trainyard.am.logs;

import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ContainerId;

/**
 * A file of a container's log.
 *
 * @param container id
 * @param node that it ran on; as far as it is known
 * @param name of the file: {@code syslog}, {@code stderr}, {@code stdout}
 * @param bytes its length
 * @param where it lies, for people
 */
public record ContainerLog(String container, String node, String name, long bytes, String where) {
  /** What the ids of containers begin with. */
  public static final String PREFIX = "container_";

  /** The application that a container belongs to. */
  public static ApplicationId application(String container) {
    return ContainerId.fromString(container).getApplicationAttemptId().getApplicationId();
  }
}
