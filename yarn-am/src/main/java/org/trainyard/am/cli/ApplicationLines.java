package org.trainyard.am.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.yarn.api.records.ApplicationReport;

/** What YARN says of an application, for people and for programs. Pure. */
final class ApplicationLines {
  private ApplicationLines() {}

  /**
   * Lines for people.
   *
   * @param known what was said already: a diagnosis in these words is not said again
   */
  static List<String> of(ApplicationReport report, String known) {
    List<String> lines = new ArrayList<>();
    lines.add("application " + report.getApplicationId() + "   " + report.getName());
    lines.add(
        "state      "
            + report.getYarnApplicationState()
            + ", final "
            + report.getFinalApplicationStatus()
            // YARN takes an application that has ended for done, however it ended.
            + (Condition.live(report)
                ? ", " + Math.round(report.getProgress() * 100) + " % of the most iterations"
                : "")
            + ", queue "
            + report.getQueue());
    String diagnostics = diagnostics(report);
    if (!diagnostics.isEmpty() && (known == null || !diagnostics.contains(known))) {
      lines.add("says       " + diagnostics);
    }
    lines.add("page       " + report.getTrackingUrl());
    return lines;
  }

  /** Fields for programs. The progress of an application that has ended would be 1 in any case. */
  static void put(ApplicationReport report, ObjectNode fields) {
    fields.put("id", report.getApplicationId().toString());
    fields.put("state", report.getYarnApplicationState().name());
    fields.put("finalStatus", report.getFinalApplicationStatus().name());
    if (Condition.live(report)) {
      fields.put("progress", report.getProgress());
    }
    fields.put("queue", report.getQueue());
    fields.put("diagnostics", diagnostics(report));
    fields.put("trackingUrl", report.getTrackingUrl());
  }

  /** A MapReduce job in one line. */
  static String ofJob(ApplicationReport job) {
    return "job        "
        + job.getApplicationId()
        + "   "
        + job.getName()
        + "   "
        + job.getYarnApplicationState();
  }

  private static String diagnostics(ApplicationReport report) {
    return report.getDiagnostics() == null ? "" : report.getDiagnostics().strip();
  }
}
