package org.trainyard.am.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.junit.jupiter.api.Test;
import org.trainyard.am.cluster.FakeCluster;
import org.trainyard.am.cluster.RunTag;

class ApplicationLinesTest {
  private static ApplicationReport report(YarnApplicationState state, float progress) {
    ApplicationReport report = new FakeCluster().put(1, RunTag.APPLICATION_TYPE, state);
    report.setProgress(progress);
    return report;
  }

  private static String text(ApplicationReport report, String known) {
    return String.join("\n", ApplicationLines.of(report, known));
  }

  private static ObjectNode fields(ApplicationReport report) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    ApplicationLines.put(report, fields);
    return fields;
  }

  @Test
  void whatWasStoppedIsNotDone() {
    ApplicationReport stopped = report(YarnApplicationState.FINISHED, 1);
    stopped.setFinalApplicationStatus(FinalApplicationStatus.SUCCEEDED);
    assertFalse(text(stopped, null).contains("%"), text(stopped, null));
    assertFalse(fields(stopped).has("progress"));
    ApplicationReport live = report(YarnApplicationState.RUNNING, 0.25f);
    assertTrue(text(live, null).contains("RUNNING, final UNDEFINED, 25 % of the most iterations"));
    assertEquals(0.25, fields(live).path("progress").asDouble());
  }

  @Test
  void theDiagnosisIsSaidOnce() {
    ApplicationReport failed = report(YarnApplicationState.FINISHED, 1);
    failed.setDiagnostics("record 7 is bad [exit 3]\n");
    assertTrue(text(failed, null).contains("says       record 7 is bad [exit 3]"));
    assertFalse(text(failed, "record 7 is bad").contains("says"));
  }
}
