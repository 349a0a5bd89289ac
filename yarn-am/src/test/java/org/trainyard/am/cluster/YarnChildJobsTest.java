package org.trainyard.am.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.junit.jupiter.api.Test;

class YarnChildJobsTest {
  private final FakeCluster cluster = new FakeCluster();
  private final YarnChildJobs jobs = new YarnChildJobs(cluster);

  @Test
  void findsTheRunningJobWithTheTagWhateverItsCase() throws IOException {
    cluster.put(3, RunTag.JOB_TYPE, YarnApplicationState.FINISHED, "trainyard-r-5");
    cluster.put(4, RunTag.JOB_TYPE, YarnApplicationState.RUNNING, "trainyard-r-5");
    assertEquals("job_1700000000000_0004", jobs.running("Trainyard-R-5").orElseThrow().toString());
  }

  @Test
  void otherTagsAndOtherTypesAreNoJobsOfOurs() throws IOException {
    cluster.put(3, RunTag.JOB_TYPE, YarnApplicationState.RUNNING, "trainyard-r-50");
    cluster.put(4, "SPARK", YarnApplicationState.RUNNING, "trainyard-r-5");
    assertTrue(jobs.running("trainyard-r-5").isEmpty());
  }
}
