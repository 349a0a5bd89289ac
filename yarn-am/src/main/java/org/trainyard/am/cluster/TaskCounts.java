package org.trainyard.am.cluster;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.am.config.YarnKeys;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.raw.RawInputs;

/** Numbers of map tasks that suit the cluster as it is now. A matter of speed only: never fails. */
public final class TaskCounts {
  private static final Logger LOG = LoggerFactory.getLogger(TaskCounts.class);

  /** Parsing text takes so much longer than reading packed blocks. */
  private static final double PARSING = 2;

  private TaskCounts() {}

  /** Map tasks of this configuration that can run at once; at least 1, and 1 if nobody knows. */
  public static int wave(Configuration conf, ClusterLink cluster) {
    try {
      return WavePolicy.tasks(
          cluster.room(),
          conf.getLong(MRJobConfig.MAP_MEMORY_MB, MRJobConfig.DEFAULT_MAP_MEMORY_MB),
          conf.getInt(MRJobConfig.MAP_CPU_VCORES, MRJobConfig.DEFAULT_MAP_CPU_VCORES),
          conf.getLong(MRJobConfig.MR_AM_VMEM_MB, MRJobConfig.DEFAULT_MR_AM_VMEM_MB));
    } catch (IOException | YarnException e) {
      LOG.warn("Cannot ask for the free capacity: {}", e.getMessage());
      return 1;
    }
  }

  /**
   * Cores of a container of the resident engine: what the user asked for, else what suits the free
   * capacity.
   */
  public static int containerCores(Configuration conf, ClusterLink cluster) {
    int asked = YarnKeys.CONTAINER_CORES.get(conf::get).intValue();
    int usual = conf.getInt(MRJobConfig.MAP_CPU_VCORES, MRJobConfig.DEFAULT_MAP_CPU_VCORES);
    if (asked > 0) {
      return asked;
    }
    try {
      return CoresPolicy.cores(cluster.room(), usual);
    } catch (IOException | YarnException e) {
      LOG.warn("Cannot ask for the free capacity: {}", e.getMessage());
      return Math.max(1, usual);
    }
  }

  /** Map tasks for reading raw bytes: what the user asked for, else by size and free capacity. */
  public static int parsing(Configuration conf, ClusterLink cluster, long bytes) {
    int asked = YarnKeys.SPLITS.get(conf::get).intValue();
    return asked > 0 ? asked : SplitPolicy.splits(wave(conf, cluster), bytes, PARSING);
  }

  /** The same for the input that settings name. */
  public static int packing(Configuration conf, ClusterLink cluster, KeySource settings) {
    long bytes = rawBytes(conf, settings);
    return bytes == Long.MAX_VALUE ? 1 : parsing(conf, cluster, bytes);
  }

  /** Bytes of the raw input that settings name; the most there can be if nobody knows. */
  public static long rawBytes(Configuration conf, KeySource settings) {
    try {
      return RawInputs.find(settings, conf).totalBytes();
    } catch (IOException e) {
      // What is wrong with the input is told by who reads it.
      LOG.debug("Cannot size the input", e);
      return Long.MAX_VALUE;
    }
  }
}
