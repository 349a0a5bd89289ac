package org.trainyard.it.cluster;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.mapreduce.v2.MiniMRYarnCluster;
import org.apache.hadoop.yarn.api.records.NodeId;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.api.records.ResourceOption;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.apache.hadoop.yarn.server.api.protocolrecords.UpdateNodeResourceRequest;
import org.apache.hadoop.yarn.server.resourcemanager.ResourceManager;
import org.apache.hadoop.yarn.server.resourcemanager.rmnode.RMNode;
import org.apache.hadoop.yarn.server.resourcemanager.scheduler.SchedulerNodeReport;

/**
 * A cluster that counts GPUs: a NameNode, a ResourceManager, two NodeManagers, a JobHistory server.
 * Its containers find the stand-in for a driver, which shows two devices. What is counted is known
 * to a whole JVM, so a test has one of its own (tag {@code own-jvm}).
 */
public final class GpuHadoop implements AutoCloseable {
  private static final String GPU = "yarn.io/gpu";
  private static final int DEVICES = 2;

  private final MiniDFSCluster dfs;
  private final MiniMRYarnCluster yarn;
  private final Configuration conf;
  private final Path loaded;

  /** Starts the daemons. */
  public GpuHadoop() throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "gpu-cluster").toAbsolutePath());
    Configuration base = new Configuration();
    base.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("dfs").toString());
    base.setLong("dfs.namenode.fs-limits.min-block-size", 1024);
    base.setInt("dfs.replication", 1);
    dfs = new MiniDFSCluster.Builder(base).numDataNodes(1).build();
    dfs.waitActive();
    YarnConfiguration daemons = new YarnConfiguration(dfs.getConfiguration(0));
    ClusterSettings.small(daemons);
    daemons.set(YarnConfiguration.RESOURCE_TYPES, GPU);
    daemons.setInt(YarnConfiguration.NM_RESOURCES_PREFIX + GPU, DEVICES);
    daemons.set(
        "yarn.scheduler.capacity.resource-calculator",
        "org.apache.hadoop.yarn.util.resource.DominantResourceCalculator");
    yarn = new MiniMRYarnCluster("gpus", 2);
    yarn.init(daemons);
    yarn.start();
    conf = new Configuration(yarn.getConfig());
    conf.set(FileSystem.FS_DEFAULT_NAME_KEY, dfs.getFileSystem().getUri().toString());
    // Clients are told by the ResourceManager.
    conf.unset(YarnConfiguration.RESOURCE_TYPES);
    ClusterSettings.containersOfThisJvm(conf);
    loaded = Files.createTempDirectory(folder, "loaded");
    String driver =
        driver().entrySet().stream()
            .map(variable -> variable.getKey() + "=" + variable.getValue())
            .collect(Collectors.joining(","));
    conf.set("yarn.app.mapreduce.am.env", driver);
    conf.set("mapreduce.map.env", driver);
  }

  /** A client's configuration of the cluster. */
  public Configuration conf() {
    return new Configuration(conf);
  }

  /** What lets a process find the stand-in; all containers have it. */
  public Map<String, String> driver() {
    return Map.of(
        "LD_LIBRARY_PATH",
        System.getProperty("trainyard.stand-in"),
        "STAND_IN_DEVICES",
        String.valueOf(DEVICES),
        "STAND_IN_TRACE",
        loaded.toString());
  }

  /** Command lines of all processes that loaded the driver so far. */
  public List<String> loaded() throws IOException {
    List<String> commands = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(loaded, "[0-9]*")) {
      for (Path file : files) {
        commands.add(Files.readString(file).replace('\0', ' '));
      }
    }
    return commands;
  }

  /** The cluster's file system. */
  public FileSystem fs() throws IOException {
    return dfs.getFileSystem();
  }

  /**
   * From now on the nodes offer so many GPUs each, in the order of their names, and nobody has one:
   * what ran before has given its own back.
   */
  public void offer(int... gpus) throws Exception {
    ResourceManager manager = yarn.getResourceManager();
    Map<NodeId, RMNode> nodes = manager.getRMContext().getRMNodes();
    Await.until("both nodes are known", 30, () -> nodes.size() == gpus.length);
    int next = 0;
    for (NodeId node : new TreeSet<>(nodes.keySet())) {
      int count = gpus[next++];
      offer(manager, nodes.get(node), count);
    }
  }

  private static void offer(ResourceManager manager, RMNode node, int gpus) throws Exception {
    Resource all = Resource.newInstance(node.getTotalCapability());
    all.setResourceValue(GPU, gpus);
    update(manager, node.getNodeID(), all);
    // The scheduler hears of it later than the node, and of containers that have ended, too.
    Await.until(
        node.getNodeID() + " has " + gpus + " free",
        60,
        () ->
            node.getTotalCapability().getResourceValue(GPU) == gpus && free(manager, node) == gpus);
  }

  /** Negative while the scheduler takes a node out, to put it back with other resources. */
  private static long free(ResourceManager manager, RMNode node) {
    SchedulerNodeReport report = manager.getResourceScheduler().getNodeReport(node.getNodeID());
    return report == null ? -1 : report.getAvailableResource().getResourceValue(GPU);
  }

  private static void update(ResourceManager manager, NodeId node, Resource all)
      throws IOException, YarnException {
    manager
        .getRMContext()
        .getRMAdminService()
        .updateNodeResource(
            UpdateNodeResourceRequest.newInstance(
                Map.of(node, ResourceOption.newInstance(all, -1))));
  }

  @Override
  public void close() {
    yarn.stop();
    dfs.shutdown();
  }
}
