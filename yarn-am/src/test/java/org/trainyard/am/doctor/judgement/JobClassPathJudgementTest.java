package org.trainyard.am.doctor.judgement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.trainyard.am.doctor.Level;

class JobClassPathJudgementTest {
  private static Level worst(String jobs, String framework, boolean there) {
    return Seen.worst(
        JobClassPathJudgement.of(
            List.of("$HADOOP_CONF_DIR"), List.of(jobs.split(",")), framework, there));
  }

  @Test
  void theNodesOwnJars() {
    assertEquals(Level.OK, worst("$HADOOP_MAPRED_HOME/share/*,/opt/lib/*,{{PWD}}/x", "", true));
  }

  @Test
  void separatorsAndRelativeEntries() {
    assertEquals(Level.WARNING, worst("/opt/a/*:/opt/b/*", "", true));
    assertEquals(Level.WARNING, worst("share/hadoop/*", "", true));
  }

  @Test
  void anArchiveOfHadoop() {
    assertEquals(Level.OK, worst("$PWD/mr/share/*", "hdfs://nn/mr.tgz#mr", true));
    assertEquals(Level.ERROR, worst("$PWD/mr/share/*", "hdfs://nn/mr.tgz#mr", false));
    assertEquals(Level.ERROR, worst("$PWD/other/share/*", "hdfs://nn/mr.tgz#mr", true));
  }
}
