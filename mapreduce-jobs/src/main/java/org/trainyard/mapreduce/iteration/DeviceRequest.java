package org.trainyard.mapreduce.iteration;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.MRConfig;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.trainyard.mapreduce.device.DeviceHolder.Grant;

/** How a job asks YARN for GPUs, and how its tasks know that they got them. */
public final class DeviceRequest {
  /** YARN's name for GPUs. */
  public static final String GPU = "yarn.io/gpu";

  private static final String MAP_GPUS = MRJobConfig.MAP_RESOURCE_TYPE_PREFIX + GPU;

  private DeviceRequest() {}

  /** Every map task of the job asks for one GPU. */
  public static void ask(Configuration conf) {
    conf.setInt(MAP_GPUS, 1);
  }

  /** Whether map tasks ask for GPUs: a user may have said so too. */
  public static boolean asks(Configuration conf) {
    return conf.getLong(MAP_GPUS, 0) > 0;
  }

  /** A task in its own process has what its job asked for; without a cluster nobody deals out. */
  static Grant of(Configuration conf) {
    boolean local =
        MRConfig.LOCAL_FRAMEWORK_NAME.equals(
            conf.get(MRConfig.FRAMEWORK_NAME, MRConfig.LOCAL_FRAMEWORK_NAME));
    return local || asks(conf) ? Grant.GRANTED : Grant.NOT_GRANTED;
  }
}
