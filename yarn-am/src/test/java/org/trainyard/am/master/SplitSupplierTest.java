package org.trainyard.am.master;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.trainyard.am.cluster.ClusterLink;
import org.trainyard.am.cluster.FakeCluster;
import org.trainyard.am.cluster.Workload;

class SplitSupplierTest {
  private final Configuration conf = new Configuration(false);
  private final FakeCluster cluster = new FakeCluster();

  @Test
  void asksForTheFreeCapacityAnewEachTime() {
    SplitSupplier splits = new SplitSupplier(conf, cluster, () -> new Workload(1L << 40, 1));
    cluster.room = List.of(new ClusterLink.NodeRoom(8192, 8));
    assertEquals(8 - 2, splits.getAsInt());
    cluster.room = List.of(new ClusterLink.NodeRoom(4096, 8));
    assertEquals(4 - 2, splits.getAsInt());
    assertEquals(2, splits.last());
  }

  @Test
  void whatTheUserAskedForNeedsNoCluster() {
    conf.set("trainyard.engine.splits", "3");
    cluster.room = null;
    assertEquals(3, new SplitSupplier(conf, cluster, () -> null).getAsInt());
  }

  @Test
  void workGrowsWithModelsClustersAndUnits() {
    assertEquals(6, factor(6, Map.of()));
    assertEquals(
        10,
        factor(
            2, Map.of("trainyard.model.algorithm", "kmeans", "trainyard.model.clusters", "2,8")));
    assertEquals(
        300,
        factor(
            1,
            Map.of(
                "trainyard.model.algorithm", "mlp",
                "trainyard.model.hidden", "100,50",
                "trainyard.optimiser.local-epochs", "2")));
  }

  private static double factor(int models, Map<String, String> settings) {
    return Workload.of(1, models, settings::get).factor();
  }
}
