package org.trainyard.am.master;

import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.trainyard.am.outcome.ExitCode;

/**
 * How the ApplicationMaster leaves.
 *
 * @param exit of the process
 * @param status that YARN is told, or null to leave without a word, so that YARN starts another
 *     attempt
 * @param diagnosis the first cause in one line
 */
record AmExit(ExitCode exit, FinalApplicationStatus status, String diagnosis) {
  /** Whether the application ends with this attempt. */
  boolean unregisters() {
    return status != null;
  }
}
