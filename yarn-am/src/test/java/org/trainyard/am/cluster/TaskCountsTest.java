package org.trainyard.am.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

class TaskCountsTest {
  private final Configuration conf = new Configuration(false);
  private final FakeCluster cluster = new FakeCluster();

  @Test
  void whatTheUserAskedForWins() {
    conf.set("trainyard.engine.splits", "7");
    assertEquals(7, TaskCounts.parsing(conf, cluster, 1));
  }

  @Test
  void aWaveIsMadeOfTheJobsOwnContainers() {
    conf.set("mapreduce.map.memory.mb", "500");
    conf.set("yarn.app.mapreduce.am.resource.mb", "500");
    cluster.room = List.of(new ClusterLink.NodeRoom(2000, 8));
    assertEquals(3, TaskCounts.wave(conf, cluster));
  }

  @Test
  void aSilentResourceManagerCostsSpeedOnly() {
    cluster.room = null;
    assertEquals(1, TaskCounts.wave(conf, cluster));
  }

  @Test
  void inputThatIsNotThereIsToldByWhoReadsIt() {
    conf.set("trainyard.input.input", "/nowhere/at/all");
    assertEquals(1, TaskCounts.packing(conf, cluster, conf::get));
  }
}
