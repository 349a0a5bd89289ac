package org.trainyard.am.master;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.trainyard.am.cluster.ClusterLink;
import org.trainyard.am.cluster.FakeCluster;
import org.trainyard.am.cluster.GpuSupply;
import org.trainyard.am.cluster.Workload;

class SplitSupplierTest {
  private final Configuration conf = new Configuration(false);
  private final FakeCluster cluster = new FakeCluster();

  @Test
  void asksForTheFreeCapacityAnewEachTime() {
    SplitSupplier splits = supplier();
    cluster.room = List.of(new ClusterLink.NodeRoom(8192, 8));
    assertEquals(8 - 2, splits.getAsInt());
    cluster.room = List.of(new ClusterLink.NodeRoom(4096, 8));
    assertEquals(4 - 2, splits.getAsInt());
  }

  @Test
  void whatTheUserAskedForNeedsNoCluster() {
    conf.set("trainyard.engine.splits", "3");
    cluster.room = null;
    assertEquals(3, supplier().getAsInt());
  }

  @Test
  void withFewGpusThereAreFewTasksAndEachAsksForOne() throws IOException {
    cluster.room = List.of(new ClusterLink.NodeRoom(10_240, 10));
    cluster.gpus = gpus(2, 1);
    conf.set("trainyard.engine.gpu", "auto");
    SplitSupplier splits = supplier();
    assertEquals(1, splits.getAsInt());
    cluster.gpus = gpus(2, 0);
    assertEquals(8, splits.getAsInt());
    conf.set("trainyard.engine.gpu", "require");
    assertEquals(2, supplier().getAsInt());
  }

  private static GpuSupply gpus(long total, long free) {
    return new GpuSupply(
        List.of(new GpuSupply.Type("yarn.io/gpu", "")),
        List.of(new GpuSupply.Node("n1", total, free)),
        null);
  }

  private SplitSupplier supplier() {
    GpuScout scout = new GpuScout(conf, cluster, new Path("/staging"), cluster.gpus);
    return new SplitSupplier(conf, cluster, scout, () -> new Workload(1L << 40, 1));
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
