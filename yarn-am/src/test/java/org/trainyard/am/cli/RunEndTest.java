package org.trainyard.am.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.junit.jupiter.api.Test;
import org.trainyard.am.cluster.FakeCluster;
import org.trainyard.am.cluster.RunTag;
import org.trainyard.am.outcome.ExitCode;
import org.trainyard.mapreduce.algorithm.StopReason;
import org.trainyard.mapreduce.engine.RunOutcome;

class RunEndTest {
  private static RunEnd end(
      YarnApplicationState state, FinalApplicationStatus status, String diagnostics) {
    ApplicationReport report = new FakeCluster().put(1, RunTag.APPLICATION_TYPE, state);
    report.setFinalApplicationStatus(status);
    report.setDiagnostics(diagnostics);
    return RunEnd.of(report);
  }

  @Test
  void theMastersDiagnosisGivesTheExitCode() {
    RunEnd end =
        end(
            YarnApplicationState.FINISHED,
            FinalApplicationStatus.FAILED,
            "line 5: no label (exit code 3)");
    assertEquals(ExitCode.BAD_DATA, end.exit());
    assertEquals("line 5: no label", end.sentence());
  }

  @Test
  void withoutOneTheClusterFailed() {
    RunEnd end =
        end(
            YarnApplicationState.FAILED,
            FinalApplicationStatus.FAILED,
            "AM container exited with 137");
    assertEquals(ExitCode.CLUSTER, end.exit());
    assertTrue(end.sentence().contains("exited with 137"), end.sentence());
  }

  @Test
  void aKilledApplicationWasStoppedByAPerson() {
    assertEquals(
        ExitCode.STOPPED,
        end(YarnApplicationState.KILLED, FinalApplicationStatus.KILLED, "killed by user ann")
            .exit());
  }

  @Test
  void aRunThatStoppedInThisProcess() {
    assertEquals(
        ExitCode.STOPPED, RunEnd.of(new RunOutcome(StopReason.PERSON, "by ann", 3, null)).exit());
    assertEquals(
        ExitCode.DONE,
        RunEnd.of(new RunOutcome(StopReason.EPOCHS, "done", 3, new Path("/m"))).exit());
  }
}
