package org.trainyard.am.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.api.records.QueueConfigurations;
import org.apache.hadoop.yarn.api.records.QueueInfo;
import org.apache.hadoop.yarn.api.records.Resource;

/** What YARN's reports say of GPUs. Pure. */
final class GpuReports {
  private GpuReports() {}

  /** The nodes that offer GPUs, on nodes with a label, or on all. */
  static List<GpuSupply.Node> nodes(List<NodeReport> reports, String label) {
    List<GpuSupply.Node> nodes = new ArrayList<>();
    for (NodeReport report : reports) {
      long total = gpus(report.getCapability());
      // Expressions of several labels are the scheduler's business.
      boolean simple = label != null && label.matches("[\\w-]+");
      boolean elsewhere =
          simple && (report.getNodeLabels() == null || !report.getNodeLabels().contains(label));
      if (total > 0 && !elsewhere) {
        long used = report.getUsed() == null ? 0 : gpus(report.getUsed());
        nodes.add(
            new GpuSupply.Node(report.getNodeId().getHost(), total, Math.max(0, total - used)));
      }
    }
    return nodes;
  }

  /**
   * Why a queue may use no GPU, or null. Only a queue whose largest share is told in absolute
   * numbers can say so.
   */
  static String refusal(QueueInfo queue, String label) {
    Map<String, QueueConfigurations> partitions =
        queue == null ? null : queue.getQueueConfigurations();
    QueueConfigurations partition =
        partitions == null ? null : partitions.get(label == null ? "" : label);
    Resource most = partition == null ? null : partition.getConfiguredMaxCapacity();
    return most != null && most.getMemorySize() > 0 && gpus(most) == 0
        ? "the queue " + queue.getQueueName() + " may use none: its largest capacity is " + most
        : null;
  }

  private static long gpus(Resource resource) {
    return Arrays.stream(resource.getResources())
        .filter(one -> one.getName().equals(GpuSupply.GPU))
        .mapToLong(one -> one.getValue())
        .sum();
  }
}
