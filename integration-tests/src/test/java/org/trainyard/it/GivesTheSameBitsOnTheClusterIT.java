package org.trainyard.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.trainyard.it.cluster.MiniHadoop;
import org.trainyard.it.cluster.Processes;
import org.trainyard.it.cluster.Trainyard;

/**
 * The model file is the same byte for byte: engines, splits, reducers, speculation, killed task
 * attempts.
 */
@ExtendWith(MiniHadoop.class)
class GivesTheSameBitsOnTheClusterIT {
  @Test
  void localAndChainedWithAKilledTaskAttemptAgree(MiniHadoop.Cluster cluster) throws Exception {
    Configuration conf = cluster.conf();
    conf.setBoolean("mapreduce.map.speculative", true);
    conf.setBoolean("mapreduce.reduce.speculative", true);
    // Else the jobs' masters would run the tasks themselves, so little there is to do.
    conf.setBoolean("mapreduce.job.ubertask.enable", false);
    Trainyard trainyard = Trainyard.on(conf);
    String a9a = TrainedRun.a9a(cluster.fs());

    TrainedRun local = TrainedRun.at(conf, "/runs/bits-local");
    Trainyard.Result result =
        trainyard.run(local.command(a9a, "--engine", "local", "--threads", "2"));
    assertEquals(TrainedRun.CUT_OFF, result.exit(), result.out());

    TrainedRun killed = TrainedRun.at(conf, "/runs/bits-killed");
    Trainyard.Running running =
        trainyard.start(killed.command(a9a, "--engine", "chained", "--splits", "3"));
    running.until("the first iteration", 240, () -> killed.finished(1));
    running.until("a task is killed", 120, () -> Processes.killContainers("YarnChild", "_m_") > 0);
    result = running.await();
    assertEquals(TrainedRun.CUT_OFF, result.exit(), result.out());
    assertArrayEquals(local.modelBytes(), killed.modelBytes());

    TrainedRun sharded = TrainedRun.at(conf, "/runs/bits-sharded");
    result =
        trainyard.run(
            sharded.command(a9a, "--engine", "chained", "--splits", "1", "--reducers", "2"));
    assertEquals(TrainedRun.CUT_OFF, result.exit(), result.out());
    assertArrayEquals(local.modelBytes(), sharded.modelBytes());
  }

  @Test
  void aSearchEndsWithTheSameLeaderboardAndModel(MiniHadoop.Cluster cluster) throws Exception {
    Configuration conf = cluster.conf();
    Trainyard trainyard = Trainyard.on(conf);
    String a9a = TrainedRun.a9a(cluster.fs());
    TrainedRun local = TrainedRun.at(conf, "/runs/tuned-local");
    Trainyard.Result result =
        trainyard.run(local.tuneCommand(a9a, "--engine", "local", "--threads", "2"));
    assertEquals(TrainedRun.CUT_OFF, result.exit(), result.out());
    TrainedRun chained = TrainedRun.at(conf, "/runs/tuned-chained");
    result = trainyard.run(chained.tuneCommand(a9a, "--engine", "chained", "--splits", "3"));
    assertEquals(TrainedRun.CUT_OFF, result.exit(), result.out());
    assertTrue(result.out().contains("other configurations do better"), result.out());
    assertArrayEquals(local.modelBytes(), chained.modelBytes());
    assertArrayEquals(
        local.bytes(local.layout().leaderboard()), chained.bytes(chained.layout().leaderboard()));
  }
}
