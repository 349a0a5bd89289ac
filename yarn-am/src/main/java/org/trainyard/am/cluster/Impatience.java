package org.trainyard.am.cluster;

import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonConfigurationKeys;
import org.apache.hadoop.fs.CommonConfigurationKeysPublic;
import org.apache.hadoop.hdfs.client.HdfsClientConfigKeys;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/**
 * Makes Hadoop's clients give up soon. By default they wait a quarter of an hour for a
 * ResourceManager that restarts, which is right for a run and wrong for a question.
 */
public final class Impatience {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Impatience() {}

  /** A copy whose clients give up after some seconds. */
  public static Configuration of(Configuration conf) {
    Configuration copy = new Configuration(conf);
    int ms = (int) PATIENCE.toMillis();
    copy.setInt(CommonConfigurationKeysPublic.IPC_CLIENT_CONNECT_TIMEOUT_KEY, ms);
    copy.setInt(CommonConfigurationKeysPublic.IPC_CLIENT_CONNECT_MAX_RETRIES_KEY, 1);
    copy.setInt(
        CommonConfigurationKeysPublic.IPC_CLIENT_CONNECT_MAX_RETRIES_ON_SOCKET_TIMEOUTS_KEY, 1);
    copy.setInt(CommonConfigurationKeysPublic.IPC_CLIENT_CONNECT_RETRY_INTERVAL_KEY, 500);
    copy.setInt(CommonConfigurationKeys.IPC_CLIENT_RPC_TIMEOUT_KEY, 2 * ms);
    copy.setInt(YarnConfiguration.RESOURCEMANAGER_CONNECT_MAX_WAIT_MS, ms);
    copy.setInt(YarnConfiguration.RESOURCEMANAGER_CONNECT_RETRY_INTERVAL_MS, 500);
    copy.setInt(YarnConfiguration.CLIENT_FAILOVER_MAX_ATTEMPTS, 4);
    copy.setInt(HdfsClientConfigKeys.Failover.MAX_ATTEMPTS_KEY, 3);
    copy.setInt(HdfsClientConfigKeys.Retry.MAX_ATTEMPTS_KEY, 1);
    copy.setInt(HdfsClientConfigKeys.DFS_CLIENT_MAX_BLOCK_ACQUIRE_FAILURES_KEY, 0);
    return copy;
  }
}
