package org.trainyard.am.master;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.am.client.ResourceTypesFile;
import org.trainyard.am.client.SubmissionSpec;
import org.trainyard.am.cluster.ClusterLink;
import org.trainyard.am.cluster.GpuSupply;
import org.trainyard.am.config.YarnKeys;
import org.trainyard.am.container.GpuPolicy;
import org.trainyard.mapreduce.device.DeviceKeys;
import org.trainyard.mapreduce.device.DeviceKeys.Wish;
import org.trainyard.mapreduce.iteration.DeviceRequest;

/**
 * Looks after the GPUs of the cluster for one attempt: what there was at first, and what each job
 * may ask for now. Where none is wanted, nobody is asked. Belongs to the run's thread.
 */
final class GpuScout {
  private static final Logger LOG = LoggerFactory.getLogger(GpuScout.class);

  private final Configuration conf;
  private final ClusterLink cluster;
  private final Path staging;
  private final Wish wish;
  private final GpuSupply first;
  private GpuPolicy.Maps maps = new GpuPolicy.Maps(0, false);

  /**
   * Of an attempt.
   *
   * @param staging folder of the run
   * @param first what there was before this attempt asked for any
   * @throws org.trainyard.formats.config.InvalidSettingsException if GPUs are required and there
   *     are none
   */
  GpuScout(Configuration conf, ClusterLink cluster, Path staging, GpuSupply first) {
    this.conf = conf;
    this.cluster = cluster;
    this.staging = staging;
    this.wish = DeviceKeys.GPU.get(conf::get);
    this.first = first;
    GpuPolicy.refuse(wish, first);
  }

  /** What there was before this attempt asked for any. */
  GpuSupply first() {
    return first;
  }

  /**
   * Decides of what kind the map tasks of the next job are; how many there should be.
   *
   * @param splits that suit the cluster without GPUs
   * @param asked whether a user asked for so many
   */
  int shape(int splits, boolean asked) {
    GpuSupply now = wish == Wish.AUTO ? now() : first;
    maps = GpuPolicy.maps(wish, splits, asked, now);
    return maps.splits();
  }

  /** Gives a job what its map tasks need to ask for GPUs, if they do. */
  void outfit(Job job) throws IOException {
    if (maps.withGpu()) {
      DeviceRequest.ask(job.getConfiguration());
      job.addCacheFile(ResourceTypesFile.stage(conf, staging, first.types()));
    }
  }

  /** Whether a job that was given something some time ago is still right. */
  boolean stillFits(Configuration job) {
    return DeviceRequest.asks(conf) || maps.withGpu() == DeviceRequest.asks(job);
  }

  private GpuSupply now() {
    try {
      return look(conf, cluster);
    } catch (IOException | YarnException e) {
      LOG.warn("Cannot ask for free GPUs: {}", e.getMessage());
      return GpuSupply.NONE;
    }
  }

  /** The GPUs that there are now; from then on this process knows the cluster's resource types. */
  static GpuSupply look(Configuration conf, ClusterLink cluster) throws IOException, YarnException {
    GpuSupply supply = cluster.gpus(SubmissionSpec.queue(conf), YarnKeys.NODE_LABEL.get(conf::get));
    LOG.info("GPUs of the cluster: {}", supply.describe());
    return supply;
  }
}
