package org.trainyard.am.master;

import java.io.IOException;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.am.cluster.ClusterLink;
import org.trainyard.am.cluster.SplitPolicy;
import org.trainyard.am.cluster.WavePolicy;
import org.trainyard.am.config.YarnKeys;

/**
 * The number of map tasks of each iteration: what the user asked for, else what {@link SplitPolicy}
 * makes of the free capacity and of the iteration before. Belongs to the worker's thread.
 */
final class SplitSupplier implements IntSupplier {
  private static final Logger LOG = LoggerFactory.getLogger(SplitSupplier.class);

  private final Configuration conf;
  private final ClusterLink cluster;
  private final LongSupplier bytes;
  private int last;
  private double lastSeconds = Double.NaN;

  /** With the size of the packed data, asked when it is needed. */
  SplitSupplier(Configuration conf, ClusterLink cluster, LongSupplier bytes) {
    this.conf = conf;
    this.cluster = cluster;
    this.bytes = bytes;
  }

  @Override
  public int getAsInt() {
    int asked = YarnKeys.SPLITS.get(conf::get).intValue();
    if (asked > 0) {
      last = asked;
    } else if (last == 0 || Double.isNaN(lastSeconds)) {
      last = SplitPolicy.first(wave(), bytes.getAsLong());
    } else {
      last = SplitPolicy.next(wave(), last, lastSeconds);
    }
    LOG.info("{} map task(s)", last);
    return last;
  }

  /** Hears what the iteration with the last number of splits took. */
  void measured(double seconds) {
    lastSeconds = seconds;
  }

  /** The last answer. */
  int last() {
    return last;
  }

  /** Map tasks that run at once. */
  int wave() {
    try {
      return WavePolicy.tasks(
          cluster.room(),
          conf.getLong(MRJobConfig.MAP_MEMORY_MB, MRJobConfig.DEFAULT_MAP_MEMORY_MB),
          conf.getInt(MRJobConfig.MAP_CPU_VCORES, MRJobConfig.DEFAULT_MAP_CPU_VCORES),
          conf.getLong(MRJobConfig.MR_AM_VMEM_MB, MRJobConfig.DEFAULT_MR_AM_VMEM_MB));
    } catch (IOException | YarnException e) {
      // The number of splits is a matter of speed only.
      LOG.warn("Cannot ask for the free capacity: {}", e.getMessage());
      return Math.max(1, last);
    }
  }
}
