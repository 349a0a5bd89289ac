package org.trainyard.it.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.mapreduce.v2.MiniMRYarnCluster;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One cluster for all integration tests of a JVM: a NameNode, two DataNodes, a ResourceManager, two
 * NodeManagers and a JobHistory server. Started by the first test that asks for it, stopped after
 * the last.
 */
public final class MiniHadoop implements ParameterResolver, AfterEachCallback {
  /** The running cluster, held in JUnit's root store. */
  public static final class Cluster implements AutoCloseable {
    private final MiniDFSCluster dfs;
    private final MiniMRYarnCluster yarn;
    private final Configuration conf;

    private Cluster() throws IOException {
      Path folder = Files.createDirectories(Path.of("target", "cluster").toAbsolutePath());
      Configuration base = new Configuration();
      base.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("dfs").toString());
      base.setLong("dfs.namenode.fs-limits.min-block-size", 1024);
      base.setInt("dfs.replication", 1);
      dfs = new MiniDFSCluster.Builder(base).numDataNodes(2).build();
      dfs.waitActive();
      YarnConfiguration yarnConf = new YarnConfiguration(dfs.getConfiguration(0));
      settings(yarnConf);
      yarn = new MiniMRYarnCluster("trainyard", 2);
      yarn.init(yarnConf);
      yarn.start();
      conf = new Configuration(yarn.getConfig());
      conf.set(FileSystem.FS_DEFAULT_NAME_KEY, dfs.getFileSystem().getUri().toString());
      // Containers find Hadoop where this JVM found it, and our classes in the job jar alone.
      conf.set(YarnConfiguration.YARN_APPLICATION_CLASSPATH, hadoopClassPath());
      conf.set("mapreduce.application.classpath", hadoopClassPath());
      conf.setBoolean(YarnConfiguration.IS_MINI_YARN_CLUSTER, false);
    }

    private static void settings(Configuration conf) {
      conf.setInt(YarnConfiguration.NM_PMEM_MB, 4096);
      conf.setInt(YarnConfiguration.RM_SCHEDULER_MINIMUM_ALLOCATION_MB, 128);
      conf.setBoolean(YarnConfiguration.NM_VMEM_CHECK_ENABLED, false);
      conf.setBoolean(YarnConfiguration.NM_PMEM_CHECK_ENABLED, false);
      conf.setFloat(
          "yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", 99.9f);
      conf.setInt(YarnConfiguration.RM_AM_MAX_ATTEMPTS, 4);
      conf.setInt(YarnConfiguration.RM_NM_HEARTBEAT_INTERVAL_MS, 100);
      conf.set("yarn.scheduler.capacity.root.queues", "default");
      conf.set("yarn.scheduler.capacity.root.default.capacity", "100");
      conf.set("yarn.scheduler.capacity.maximum-am-resource-percent", "0.9");
      conf.set("yarn.scheduler.capacity.node-locality-delay", "-1");
      conf.setInt("yarn.app.mapreduce.am.resource.mb", 384);
      conf.set(
          "yarn.app.mapreduce.am.command-opts",
          "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
      conf.setInt("yarn.app.mapreduce.am.scheduler.heartbeat.interval-ms", 100);
      conf.setInt("mapreduce.map.memory.mb", 384);
      conf.setInt("mapreduce.reduce.memory.mb", 384);
      conf.set("mapred.child.java.opts", "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
      conf.setInt("mapreduce.task.io.sort.mb", 32);
      conf.setInt("dfs.client.block.write.locateFollowingBlock.initial.delay.ms", 5);
    }

    private static String hadoopClassPath() {
      String path =
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
      return Arrays.stream(path.split(File.pathSeparator))
          .filter(entry -> entry.endsWith(".jar") && !entry.contains("trainyard"))
          .collect(Collectors.joining(","));
    }

    /** A client's configuration of the cluster; the caller may change it. */
    public Configuration conf() {
      return new Configuration(conf);
    }

    /** The cluster's file system. */
    public FileSystem fs() throws IOException {
      return dfs.getFileSystem();
    }

    /** The daemons of HDFS. */
    public MiniDFSCluster dfs() {
      return dfs;
    }

    /** The daemons of YARN. */
    public MiniMRYarnCluster yarn() {
      return yarn;
    }

    @Override
    public void close() {
      yarn.stop();
      dfs.shutdown();
    }
  }

  /** A command that a failed assertion left behind would disturb the tests that follow. */
  @Override
  public void afterEach(ExtensionContext context) {
    Trainyard.endAll();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Cluster.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(MiniHadoop.class))
        .getOrComputeIfAbsent("cluster", key -> start(), Cluster.class);
  }

  private static Cluster start() {
    try {
      return new Cluster();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("Cannot start the test cluster", e);
    }
  }
}
