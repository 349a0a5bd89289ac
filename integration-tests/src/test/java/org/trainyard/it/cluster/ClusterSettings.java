package org.trainyard.it.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/** What the clusters of the tests have in common: small containers, quick heartbeats. */
final class ClusterSettings {
  private ClusterSettings() {}

  /** Settings of the daemons of a cluster on this machine, and of the jobs on it. */
  static void small(Configuration conf) {
    conf.setInt(YarnConfiguration.NM_PMEM_MB, 4096);
    conf.setInt(YarnConfiguration.RM_SCHEDULER_MINIMUM_ALLOCATION_MB, 128);
    conf.setBoolean(YarnConfiguration.NM_VMEM_CHECK_ENABLED, false);
    conf.setBoolean(YarnConfiguration.NM_PMEM_CHECK_ENABLED, false);
    conf.setFloat(
        "yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", 99.9f);
    conf.setBoolean(YarnConfiguration.LOG_AGGREGATION_ENABLED, true);
    conf.setInt(YarnConfiguration.RM_AM_MAX_ATTEMPTS, 4);
    conf.setInt(YarnConfiguration.RM_NM_HEARTBEAT_INTERVAL_MS, 100);
    conf.set("yarn.scheduler.capacity.root.queues", "default");
    conf.set("yarn.scheduler.capacity.root.default.capacity", "100");
    conf.set("yarn.scheduler.capacity.maximum-am-resource-percent", "0.9");
    conf.set("yarn.scheduler.capacity.node-locality-delay", "-1");
    conf.setInt("yarn.app.mapreduce.am.resource.mb", 384);
    conf.set(
        "yarn.app.mapreduce.am.command-opts", "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
    conf.setInt("yarn.app.mapreduce.am.scheduler.heartbeat.interval-ms", 100);
    conf.setInt("mapreduce.map.memory.mb", 384);
    conf.setInt("mapreduce.reduce.memory.mb", 384);
    conf.set("mapred.child.java.opts", "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
    conf.setInt("mapreduce.task.io.sort.mb", 32);
    // Small files are closed at once, and on a busy machine after a while.
    conf.setInt("dfs.client.block.write.locateFollowingBlock.initial.delay.ms", 5);
    conf.setInt("dfs.client.block.write.locateFollowingBlock.retries", 12);
  }

  /** Containers find Hadoop where this JVM found it, and our classes in the job jar alone. */
  static void containersOfThisJvm(Configuration conf) throws IOException {
    conf.set(YarnConfiguration.YARN_APPLICATION_CLASSPATH, hadoopClassPath());
    conf.set("mapreduce.application.classpath", hadoopClassPath());
    conf.setBoolean(YarnConfiguration.IS_MINI_YARN_CLUSTER, false);
    // A mini cluster forbids uber mode of its own accord; on a cluster nobody says anything of it.
    conf.unset("mapreduce.job.ubertask.enable");
    conf.set("trainyard.yarn.class-archive-dir", classArchives().toUri().toString());
  }

  /**
   * Outside the clusters' file systems, so that the archive made for the first cluster serves all:
   * their nodes are this machine. What lies there is executed, and not used if others may write it.
   */
  private static Path classArchives() throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "class-archives").toAbsolutePath());
    return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String hadoopClassPath() {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(entry -> entry.endsWith(".jar") && !entry.contains("trainyard"))
        .collect(Collectors.joining(","));
  }
}
