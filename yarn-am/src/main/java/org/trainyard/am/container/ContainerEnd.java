package org.trainyard.am.container;

import org.apache.hadoop.yarn.api.records.ContainerExitStatus;

/** What the end of a container means. */
public enum ContainerEnd {
  /** We, or whoever ends the application, wanted it. */
  WANTED,
  /** Preempted, its node lost or drained: nobody's failure, and no retry is spent on it. */
  TAKEN,
  /** Its process failed, or was killed for what it did. */
  FAILED;

  /**
   * From what YARN says.
   *
   * @param exitStatus as {@link ContainerExitStatus} has it; a process's own exit code if positive
   */
  public static ContainerEnd of(int exitStatus) {
    return switch (exitStatus) {
      case ContainerExitStatus.SUCCESS,
          ContainerExitStatus.KILLED_BY_APPMASTER,
          ContainerExitStatus.KILLED_AFTER_APP_COMPLETION ->
          WANTED;
      case ContainerExitStatus.ABORTED,
          ContainerExitStatus.DISKS_FAILED,
          ContainerExitStatus.PREEMPTED,
          ContainerExitStatus.KILLED_BY_RESOURCEMANAGER,
          ContainerExitStatus.KILLED_BY_CONTAINER_SCHEDULER ->
          TAKEN;
      default -> FAILED;
    };
  }

  /** A sentence about an end that needs one, with the cure where there is one. */
  public static String describe(int exitStatus, String diagnostics) {
    String told = diagnostics == null ? "" : diagnostics.strip();
    return switch (exitStatus) {
      case ContainerExitStatus.KILLED_EXCEEDED_PMEM, ContainerExitStatus.KILLED_EXCEEDED_VMEM ->
          "it used more memory than it had: give it more (--container-memory-mb), or less to the"
              + " cache (--cache-share); "
              + told;
      default -> "exit status " + exitStatus + (told.isEmpty() ? "" : ": " + told);
    };
  }
}
