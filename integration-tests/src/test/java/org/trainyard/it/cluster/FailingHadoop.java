package org.trainyard.it.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.MiniDFSNNTopology;
import org.apache.hadoop.hdfs.server.namenode.ha.HATestUtil;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;
import org.apache.hadoop.yarn.server.nodemanager.NodeManager;

/**
 * A cluster whose daemons may fail: two NameNodes for one file system, a ResourceManager that
 * recovers its applications, two NodeManagers. A test starts and closes it in a JVM of its own (tag
 * {@code own-jvm}).
 */
public final class FailingHadoop implements AutoCloseable {
  private static final int NODES = 2;
  private static final int FIRST_PORT = 10_000;

  private final MiniDFSCluster dfs;
  private final MiniYARNCluster yarn;
  private final Configuration conf;

  /** Starts the daemons. */
  public FailingHadoop() throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "failing-cluster").toAbsolutePath());
    Configuration base = new Configuration();
    base.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("dfs").toString());
    base.setLong("dfs.namenode.fs-limits.min-block-size", 1024);
    base.setInt("dfs.replication", 1);
    // The standby must not wait for long before it looks for edits.
    base.setInt("dfs.ha.tail-edits.period", 1);
    dfs =
        new MiniDFSCluster.Builder(base)
            .nnTopology(MiniDFSNNTopology.simpleHATopology())
            .numDataNodes(1)
            .build();
    dfs.waitActive();
    dfs.transitionToActive(0);
    YarnConfiguration daemons = new YarnConfiguration(dfs.getConfiguration(0));
    HATestUtil.setFailoverConfigurations(dfs, daemons);
    makeSite(daemons, HATestUtil.getLogicalHostname(dfs));
    ClusterSettings.small(daemons);
    recovery(daemons, folder);
    yarn = new MiniYARNCluster("failing", NODES, 1, 1);
    yarn.init(daemons);
    yarn.start();
    conf = new Configuration(yarn.getConfig());
    ClusterSettings.containersOfThisJvm(conf);
  }

  /**
   * NodeManagers read the site's files and not what their daemon was given when they fetch a
   * container's files, so the name of the two NameNodes must stand in such a file.
   */
  private static void makeSite(Configuration conf, String name) throws IOException {
    Configuration site = new Configuration(false);
    conf.forEach(
        entry -> {
          if (entry.getKey().equals("dfs.nameservices") || entry.getKey().contains(name)) {
            site.set(entry.getKey(), entry.getValue());
          }
        });
    try (OutputStream out =
        Files.newOutputStream(Path.of("target", "test-classes", "failing-site.xml"))) {
      site.writeXml(out);
    }
    Configuration.addDefaultResource("failing-site.xml");
  }

  /** A ResourceManager that comes back where it was, and knows what it knew. */
  private static void recovery(Configuration conf, Path folder) throws IOException {
    conf.setBoolean(YarnConfiguration.YARN_MINICLUSTER_FIXED_PORTS, true);
    // NodeManagers talk to whichever ResourceManager there is, and not to an object of this JVM.
    conf.setBoolean(YarnConfiguration.YARN_MINICLUSTER_USE_RPC, true);
    List<Integer> ports = freePorts(5);
    String[] addresses = {
      YarnConfiguration.RM_ADDRESS,
      YarnConfiguration.RM_SCHEDULER_ADDRESS,
      YarnConfiguration.RM_RESOURCE_TRACKER_ADDRESS,
      YarnConfiguration.RM_ADMIN_ADDRESS,
      YarnConfiguration.RM_WEBAPP_ADDRESS
    };
    for (int i = 0; i < addresses.length; i++) {
      conf.set(addresses[i], "127.0.0.1:" + ports.get(i));
    }
    conf.set(YarnConfiguration.NM_ADDRESS, "127.0.0.1:0");
    conf.set(YarnConfiguration.NM_LOCALIZER_ADDRESS, "127.0.0.1:0");
    conf.set(YarnConfiguration.NM_WEBAPP_ADDRESS, "127.0.0.1:0");
    conf.set(YarnConfiguration.NM_COLLECTOR_SERVICE_ADDRESS, "127.0.0.1:0");
    conf.setBoolean(YarnConfiguration.RECOVERY_ENABLED, true);
    conf.set(
        YarnConfiguration.RM_STORE,
        "org.apache.hadoop.yarn.server.resourcemanager.recovery.FileSystemRMStateStore");
    conf.set(
        YarnConfiguration.FS_RM_STATE_STORE_URI,
        Files.createTempDirectory(folder, "rm-state").toUri().toString());
    conf.setLong(YarnConfiguration.RM_NM_EXPIRY_INTERVAL_MS, 10_000);
    conf.setLong(YarnConfiguration.RESOURCEMANAGER_CONNECT_RETRY_INTERVAL_MS, 500);
    conf.setLong(YarnConfiguration.RM_WORK_PRESERVING_RECOVERY_SCHEDULING_WAIT_MS, 0);
  }

  /**
   * Ports that nobody has, nor is given by the system while the ResourceManager is down: those are
   * above. Two such clusters on one machine begin to look at different places.
   */
  private static List<Integer> freePorts(int number) {
    List<Integer> ports = new ArrayList<>();
    int port = FIRST_PORT + (int) (ProcessHandle.current().pid() % 1000) * 10;
    while (ports.size() < number) {
      if (isFree(port)) {
        ports.add(port);
      }
      port++;
    }
    return ports;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** A client's configuration of the cluster. */
  public Configuration conf() {
    return new Configuration(conf);
  }

  /** The cluster's file system, whichever NameNode serves it. */
  public FileSystem fs() throws IOException {
    return FileSystem.get(conf);
  }

  /** The NameNode that serves goes down, the other one takes its place. */
  public void failNameNode() throws IOException {
    dfs.shutdownNameNode(0);
    dfs.transitionToActive(1);
  }

  /** The ResourceManager goes down. */
  public void stopResourceManager() {
    yarn.stopResourceManager(0);
  }

  /** The ResourceManager comes back. */
  public void startResourceManager() throws InterruptedException {
    yarn.restartResourceManager(0);
  }

  /** Whether all NodeManagers are known to the ResourceManager. */
  public boolean nodesAreThere() {
    return yarn.getResourceManager().getResourceScheduler().getNumClusterNodes() == NODES;
  }

  /** The node that a container runs on. */
  public String nodeOf(String containerId) {
    return managerOf(containerId).getNMContext().getNodeId().toString();
  }

  /** The NodeManager of a container goes down, with all that runs on it; its node. */
  public String failNodeOf(String containerId) {
    String node = nodeOf(containerId);
    managerOf(containerId).stop();
    return node;
  }

  private NodeManager managerOf(String containerId) {
    for (int i = 0; i < NODES; i++) {
      NodeManager manager = yarn.getNodeManager(i);
      if (manager.getNMContext().getContainers().keySet().stream()
          .anyMatch(id -> id.toString().equals(containerId))) {
        return manager;
      }
    }
    throw new AssertionError("No NodeManager has the container " + containerId);
  }

  @Override
  public void close() {
    yarn.stop();
    dfs.shutdown();
  }
}
