package org.trainyard.it.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.mapreduce.v2.MiniMRYarnCluster;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.resourcemanager.ResourceManager;
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
    private static final int NODES = 2;

    private final MiniDFSCluster dfs;
    private final MiniMRYarnCluster yarn;
    private final Configuration conf;

    private Cluster() throws Exception {
      Path folder = Files.createDirectories(Path.of("target", "cluster").toAbsolutePath());
      Configuration base = new Configuration();
      base.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("dfs").toString());
      base.setLong("dfs.namenode.fs-limits.min-block-size", 1024);
      base.setInt("dfs.replication", 1);
      dfs = new MiniDFSCluster.Builder(base).numDataNodes(2).build();
      dfs.waitActive();
      YarnConfiguration yarnConf = new YarnConfiguration(dfs.getConfiguration(0));
      ClusterSettings.small(yarnConf);
      yarn = new MiniMRYarnCluster("trainyard", NODES);
      yarn.init(yarnConf);
      yarn.start();
      conf = new Configuration(yarn.getConfig());
      conf.set(FileSystem.FS_DEFAULT_NAME_KEY, dfs.getFileSystem().getUri().toString());
      ClusterSettings.containersOfThisJvm(conf);
      // Their NodeManagers have registered, which the ResourceManager digests on threads of its
      // own.
      Await.until("both nodes", 60, this::nodesAreThere);
    }

    private boolean nodesAreThere() {
      ResourceManager manager = yarn.getResourceManager();
      return manager.getResourceScheduler().getNumClusterNodes() == NODES
          && manager.getRMContext().getRMNodes().values().stream()
                  .filter(node -> node.getState() == NodeState.RUNNING)
                  .count()
              == NODES;
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
    } catch (Exception e) {
      throw new IllegalStateException("Cannot start the test cluster", e);
    }
  }
}
