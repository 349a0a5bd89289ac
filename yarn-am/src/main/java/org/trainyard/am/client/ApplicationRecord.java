package org.trainyard.am.client;

import org.apache.hadoop.yarn.api.records.ApplicationId;

/**
 * {@code application.json}: the application that drives a run, or that drove it last.
 *
 * @param formatVersion of this document
 * @param applicationId as YARN writes it
 * @param submittedBy the user
 * @param submittedMs ms since the epoch
 */
public record ApplicationRecord(
    int formatVersion, String applicationId, String submittedBy, long submittedMs) {
  /** The version that this build writes and reads. */
  public static final int VERSION = 1;

  /** The id. */
  public ApplicationId id() {
    return ApplicationId.fromString(applicationId);
  }
}
