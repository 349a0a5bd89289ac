package org.trainyard.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DFSTestUtil;
import org.apache.hadoop.hdfs.MiniDFSCluster.DataNodeProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.trainyard.it.cluster.Await;
import org.trainyard.it.cluster.MiniHadoop;
import org.trainyard.it.cluster.Trainyard;

/**
 * A DataNode goes down in the middle of a run, between reads and writes: the run goes on, same
 * bits.
 */
@ExtendWith(MiniHadoop.class)
class SurvivesLostDataNodeIT {
  private static final String[] MANY_PASSES = {
    "--engine", "local", "--optimiser", "gradient-descent", "--max-iterations", "120"
  };

  @Test
  void theRunGoesOnWithTheOtherReplica(MiniHadoop.Cluster cluster) throws Exception {
    Configuration conf = cluster.conf();
    conf.setInt("dfs.replication", 2);
    Trainyard trainyard = Trainyard.on(conf);
    FileSystem fs = cluster.fs();
    String input = fs.makeQualified(new Path("/data/twice/a9a.libsvm.gz")).toString();
    fs.copyFromLocalFile(new Path(Trainyard.data("a9a/a9a.libsvm.gz").toUri()), new Path(input));
    fs.setReplication(new Path(input), (short) 2);
    DFSTestUtil.waitReplication(fs, new Path(input), (short) 2);

    TrainedRun run = TrainedRun.at(conf, "/runs/lost-datanode");
    Trainyard.Running running = trainyard.start(run.command(input, MANY_PASSES));
    Await.until("some iterations", 120, () -> run.finished(10) || !running.alive());
    DataNodeProperties lost = cluster.dfs().stopDataNode(0);
    try {
      assertFalse(run.finished(120), "the run was over before the DataNode went down");
      Trainyard.Result result = running.await();
      assertEquals(0, result.exit(), result.out());
    } finally {
      cluster.dfs().restartDataNode(lost);
      cluster.dfs().waitActive();
    }
    TrainedRun whole = TrainedRun.at(conf, "/runs/no-lost-datanode");
    Trainyard.Result result = trainyard.run(whole.command(input, MANY_PASSES));
    assertEquals(0, result.exit(), result.out());
    assertArrayEquals(whole.modelBytes(), run.modelBytes());
  }
}
