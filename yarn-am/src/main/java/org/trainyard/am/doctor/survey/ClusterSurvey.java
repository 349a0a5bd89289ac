package org.trainyard.am.doctor.survey;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.api.records.QueueACL;
import org.apache.hadoop.yarn.api.records.QueueConfigurations;
import org.apache.hadoop.yarn.api.records.QueueInfo;
import org.apache.hadoop.yarn.api.records.QueueState;
import org.apache.hadoop.yarn.api.records.QueueUserACLInfo;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.api.records.ResourceInformation;
import org.apache.hadoop.yarn.api.records.ResourceTypeInfo;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.apache.hadoop.yarn.util.resource.ResourceUtils;

/**
 * Asks the ResourceManager, as one of its clients. Takes an application's id and submits nothing.
 */
public final class ClusterSurvey {
  private static final Set<String> ORDINARY =
      Set.of(ResourceInformation.MEMORY_URI, ResourceInformation.VCORES_URI);

  private ClusterSurvey() {}

  /** Asks everything. */
  public static ClusterSeen take(Configuration conf) throws IOException, YarnException {
    YarnClient client = YarnClient.createYarnClient();
    try {
      client.init(conf);
      client.start();
      List<ResourceTypeInfo> types = client.getResourceTypeInfo();
      // What is not known here is left out of every answer.
      ResourceUtils.reinitializeResources(types);
      Resource largest =
          client.createApplication().getNewApplicationResponse().getMaximumResourceCapability();
      return new ClusterSeen(
          largest.getMemorySize(),
          largest.getVirtualCores(),
          names(types),
          client.getNodeReports(states()).stream().map(ClusterSurvey::node).toList(),
          client.getAllQueues().stream().map(ClusterSurvey::queue).toList(),
          submitTo(client.getQueueAclsInfo()));
    } finally {
      client.stop();
    }
  }

  /** Nodes that were taken out of service on purpose are nobody's problem. */
  private static NodeState[] states() {
    return EnumSet.complementOf(EnumSet.of(NodeState.DECOMMISSIONED, NodeState.SHUTDOWN))
        .toArray(NodeState[]::new);
  }

  private static Set<String> names(List<ResourceTypeInfo> types) {
    return types.stream()
        .map(ResourceTypeInfo::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static ClusterSeen.Node node(NodeReport report) {
    Resource all = report.getCapability();
    Resource used = report.getUsed() == null ? Resource.newInstance(0, 0) : report.getUsed();
    Map<String, Long> others = new TreeMap<>();
    Arrays.stream(all.getResources())
        .filter(resource -> !ORDINARY.contains(resource.getName()))
        .forEach(resource -> others.put(resource.getName(), resource.getValue()));
    Set<String> labels = report.getNodeLabels() == null ? Set.of() : report.getNodeLabels();
    String health = report.getHealthReport() == null ? "" : report.getHealthReport().strip();
    return new ClusterSeen.Node(
        report.getNodeId().toString(),
        report.getHttpAddress(),
        report.getNodeState() == NodeState.RUNNING,
        all.getMemorySize(),
        all.getVirtualCores(),
        Math.max(0, all.getMemorySize() - used.getMemorySize()),
        others,
        labels,
        health,
        report.getLastHealthReportTime());
  }

  private static ClusterSeen.Queue queue(QueueInfo info) {
    Map<String, QueueConfigurations> partitions = info.getQueueConfigurations();
    QueueConfigurations usual = partitions == null ? null : partitions.get("");
    return new ClusterSeen.Queue(
        info.getQueueName(),
        info.getChildQueues() == null || info.getChildQueues().isEmpty(),
        info.getQueueState() == QueueState.RUNNING,
        usual == null ? Double.NaN : share(usual.getAbsoluteMaxCapacity()),
        info.getCurrentCapacity() < 0 ? Double.NaN : info.getCurrentCapacity(),
        usual == null ? Double.NaN : share(usual.getMaxAMPercentage()));
  }

  /** A scheduler that has no such thing answers 0, or less. */
  private static double share(float told) {
    return told > 0 ? Math.min(1, told) : Double.NaN;
  }

  private static Set<String> submitTo(List<QueueUserACLInfo> acls) {
    return acls.stream()
        .filter(acl -> acl.getUserAcls().contains(QueueACL.SUBMIT_APPLICATIONS))
        .map(QueueUserACLInfo::getQueueName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
