package org.trainyard.oozie;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.mapreduce.v2.MiniMRYarnCluster;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.oozie.client.OozieClient;
import org.apache.oozie.local.LocalOozie;

/**
 * HDFS, YARN, the JobHistory server and Oozie in this JVM, with real containers. The nodes find
 * their configuration and Hadoop's and Oozie's jars where this machine has them; our classes come
 * in the job jar alone, which a workflow brings.
 */
final class OozieCluster implements AutoCloseable {
  private static final String USER = System.getProperty("user.name");

  private final Path folder;
  private final MiniDFSCluster dfs;
  private final MiniMRYarnCluster yarn;
  private final Configuration conf;

  private OozieCluster(Path folder) throws IOException {
    this.folder = folder;
    Path site = Files.createDirectories(folder.resolve("hadoop-conf"));
    Configuration base = new Configuration();
    base.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("dfs").toString());
    base.setInt("dfs.replication", 1);
    base.setInt("dfs.client.block.write.locateFollowingBlock.initial.delay.ms", 5);
    base.set("hadoop.proxyuser." + USER + ".hosts", "*");
    base.set("hadoop.proxyuser." + USER + ".groups", "*");
    dfs = new MiniDFSCluster.Builder(base).numDataNodes(1).build();
    dfs.waitActive();
    YarnConfiguration settings = new YarnConfiguration(dfs.getConfiguration(0));
    size(settings);
    yarn = new MiniMRYarnCluster("oozie", 2);
    yarn.init(settings);
    yarn.start();
    conf = new Configuration(yarn.getConfig());
    conf.set(FileSystem.FS_DEFAULT_NAME_KEY, dfs.getFileSystem().getUri().toString());
    conf.set(YarnConfiguration.YARN_APPLICATION_CLASSPATH, site + "," + classPath());
    conf.set("mapreduce.application.classpath", site + "," + classPath());
    conf.setBoolean(YarnConfiguration.IS_MINI_YARN_CLUSTER, false);
    for (String part : new String[] {"core", "hdfs", "mapred", "yarn"}) {
      write(conf, site.resolve(part + "-site.xml"));
    }
  }

  /** Starts all of it below a folder. */
  static OozieCluster start(Path folder) throws Exception {
    OozieCluster cluster = new OozieCluster(Files.createDirectories(folder).toAbsolutePath());
    try {
      cluster.startOozie();
      return cluster;
    } catch (Exception | LinkageError e) {
      cluster.close();
      throw e;
    }
  }

  private static void size(Configuration conf) {
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
    conf.set("yarn.app.mapreduce.am.command-opts", "-Xmx256m -XX:TieredStopAtLevel=1");
    conf.setInt("mapreduce.map.memory.mb", 384);
    conf.setInt("mapreduce.reduce.memory.mb", 384);
    conf.set("mapred.child.java.opts", "-Xmx256m -XX:TieredStopAtLevel=1");
    conf.setInt("mapreduce.task.io.sort.mb", 32);
  }

  private static String classPath() {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(entry -> entry.endsWith(".jar") && !entry.contains("trainyard"))
        .collect(Collectors.joining(","));
  }

  private static void write(Configuration conf, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      conf.writeXml(out);
    }
  }

  private void startOozie() throws Exception {
    Path home = Files.createDirectories(folder.resolve("oozie/conf/action-conf")).getParent();
    Configuration site = new Configuration(false);
    site.set(
        "oozie.service.HadoopAccessorService.hadoop.configurations",
        "*=" + folder.resolve("hadoop-conf"));
    site.set("oozie.service.HadoopAccessorService.supported.filesystems", "*");
    site.set("oozie.services", services());
    site.set("oozie.service.JPAService.create.db.schema", "true");
    site.set("oozie.service.JPAService.jdbc.driver", "org.hsqldb.jdbcDriver");
    site.set("oozie.service.JPAService.jdbc.url", "jdbc:hsqldb:mem:oozie;create=true");
    // A failing action fails at once: its retries wait for minutes.
    site.set("oozie.service.LiteWorkflowStoreService.user.retry.max", "0");
    // Where a callback gets lost, the next look at the action comes soon.
    site.set("oozie.service.ActionCheckerService.action.check.interval", "5");
    site.set("oozie.service.ActionCheckerService.action.check.delay", "10");
    site.set("oozie.service.ProxyUserService.proxyuser." + USER + ".hosts", "*");
    site.set("oozie.service.ProxyUserService.proxyuser." + USER + ".groups", "*");
    write(site, home.resolve("oozie-site.xml"));
    System.setProperty("oozie.home.dir", home.getParent().toString());
    System.setProperty("oozie.data.dir", home.getParent().toString());
    System.setProperty("oozie.log.dir", home.getParent().toString());
    System.setProperty("oozielocal.log", home.resolveSibling("oozie.log").toString());
    LocalOozie.start();
  }

  /**
   * The services of a workflow server, without libraries that it shares and without schemas of
   * other databases.
   */
  private static String services() {
    String[] names = {
      "SchedulerService",
      "MetricsInstrumentationService",
      "MemoryLocksService",
      "UUIDService",
      "ELService",
      "AuthorizationService",
      "UserGroupInformationService",
      "HadoopAccessorService",
      "JobsConcurrencyService",
      "URIHandlerService",
      "DagXLogInfoService",
      "SchemaService",
      "LiteWorkflowAppService",
      "JPAService",
      "StoreService",
      "DBLiteWorkflowStoreService",
      "CallbackService",
      "ActionService",
      "CallableQueueService",
      "ActionCheckerService",
      "RecoveryService",
      "PurgeService",
      "CoordinatorEngineService",
      "BundleEngineService",
      "DagEngineService",
      "CoordMaterializeTriggerService",
      "StatusTransitService",
      "PauseTransitService",
      "GroupsService",
      "ProxyUserService",
      "XLogStreamingService",
      "JvmPauseMonitorService"
    };
    return Arrays.stream(names)
        .map(name -> "org.apache.oozie.service." + name)
        .collect(Collectors.joining(","));
  }

  /** Submits workflows and asks for them. */
  OozieClient oozie() {
    return LocalOozie.getClient(USER);
  }

  /** A client's configuration of the cluster. */
  Configuration conf() {
    return new Configuration(conf);
  }

  /** The cluster's file system. */
  FileSystem fs() throws IOException {
    return dfs.getFileSystem();
  }

  /** Folder in which all containers work. */
  Path work() {
    return Path.of("target").toAbsolutePath();
  }

  @Override
  public void close() {
    try {
      if (System.getProperty("oozie.home.dir") != null) {
        LocalOozie.stop();
      }
    } finally {
      yarn.stop();
      dfs.shutdown();
    }
  }
}
