package org.trainyard.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.trainyard.it.cluster.MiniHadoop;
import org.trainyard.it.cluster.Trainyard;

/**
 * kill -9 of the ApplicationMaster in the middle: the next attempt goes on, no iteration is
 * doubled, same bits.
 */
@ExtendWith(MiniHadoop.class)
class SurvivesApplicationMasterCrashIT {
  @Test
  void theNextAttemptGoesOnFromTheLastFinishedIteration(MiniHadoop.Cluster cluster)
      throws Exception {
    Configuration conf = cluster.conf();
    Trainyard trainyard = Trainyard.on(conf);
    String a9a = TrainedRun.a9a(cluster.fs());
    TrainedRun whole = TrainedRun.at(conf, "/runs/crash-whole");
    Trainyard.Result result = trainyard.run(whole.command(a9a, "--engine", "local"));
    assertEquals(TrainedRun.CUT_OFF, result.exit(), result.out());

    TrainedRun crashed = TrainedRun.at(conf, "/runs/crash");
    Trainyard.Running running =
        trainyard.start(
            crashed.command(a9a, "--engine", "chained", "--splits", "2", "--tags", "crash-test"));
    running.until("the second iteration", 300, () -> crashed.finished(2));
    List<ProcessHandle> masters = crashed.processes("ApplicationMasterMain");
    masters.forEach(ProcessHandle::destroyForcibly);
    result = running.await();
    assertEquals(TrainedRun.CUT_OFF, result.exit(), result.out());
    assertEquals(1, masters.size(), result.out());
    assertArrayEquals(whole.modelBytes(), crashed.modelBytes());
    assertFalse(cluster.fs().exists(crashed.layout().nextJob()), "a job that nobody submits");

    try (YarnClient yarn = YarnClient.createYarnClient()) {
      yarn.init(conf);
      yarn.start();
      List<ApplicationReport> masterApplications =
          yarn.getApplications(null, null, Set.of("crash-test")).stream()
              .filter(report -> report.getApplicationType().equals("TRAINYARD"))
              .toList();
      assertEquals(1, masterApplications.size());
      assertEquals(2, masterApplications.get(0).getCurrentApplicationAttemptId().getAttemptId());
      long iterations =
          yarn.getApplications(null, null, Set.of("crash-test")).stream()
              .filter(report -> report.getName().contains("iteration"))
              .count();
      assertEquals(3, iterations, "jobs of iterations, each once");
    }
  }
}
