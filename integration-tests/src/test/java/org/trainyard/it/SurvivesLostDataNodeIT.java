package org.trainyard.it;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DFSTestUtil;
import org.apache.hadoop.hdfs.MiniDFSCluster.DataNodeProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.trainyard.it.cluster.MiniHadoop;
import org.trainyard.it.cluster.Trainyard;

/**
 * A DataNode goes down in the middle of a run, between reads and writes: the run goes on, same
 * bits.
 */
@ExtendWith(MiniHadoop.class)
class SurvivesLostDataNodeIT {
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
    Trainyard.Running running =
        trainyard.start(run.command(TrainedRun.ENDLESS, input, "--engine", "local"));
    running.until("some iterations", 120, () -> run.finished(10));
    DataNodeProperties lost = cluster.dfs().stopDataNode(0);
    try {
      run.goesOn(running, 50);
      run.stop(running);
    } finally {
      cluster.dfs().restartDataNode(lost);
      cluster.dfs().waitActive();
    }
    run.hasTheStateOf(TrainedRun.at(conf, "/runs/no-lost-datanode"), trainyard, input);
  }
}
