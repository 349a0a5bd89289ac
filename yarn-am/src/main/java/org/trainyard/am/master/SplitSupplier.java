package org.trainyard.am.master;

import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.am.cluster.ClusterLink;
import org.trainyard.am.cluster.SplitPolicy;
import org.trainyard.am.cluster.TaskCounts;
import org.trainyard.am.cluster.Workload;
import org.trainyard.am.config.YarnKeys;

/**
 * The number of map tasks of each iteration: what the user asked for, else what {@link SplitPolicy}
 * makes of the work and the capacity that is free now. Belongs to the worker's thread.
 */
final class SplitSupplier implements IntSupplier {
  private static final Logger LOG = LoggerFactory.getLogger(SplitSupplier.class);

  private final Configuration conf;
  private final ClusterLink cluster;
  private final Supplier<Workload> work;
  private final GpuScout gpus;
  private volatile Workload known;

  /** With the work of an iteration, asked when it is needed. */
  SplitSupplier(Configuration conf, ClusterLink cluster, GpuScout gpus, Supplier<Workload> work) {
    this.gpus = gpus;
    this.conf = conf;
    this.cluster = cluster;
    this.work = work;
  }

  @Override
  public int getAsInt() {
    int asked = YarnKeys.SPLITS.get(conf::get).intValue();
    int suitable =
        asked > 0
            ? asked
            : SplitPolicy.splits(TaskCounts.wave(conf, cluster), work().bytes(), work().factor());
    int splits = gpus.shape(suitable, asked > 0);
    LOG.info("{} map task(s)", splits);
    return splits;
  }

  /** What an iteration does: the same in all of them. */
  Workload work() {
    if (known == null) {
      known = work.get();
    }
    return known;
  }

  /** The GPUs of the cluster. */
  GpuScout gpus() {
    return gpus;
  }
}
