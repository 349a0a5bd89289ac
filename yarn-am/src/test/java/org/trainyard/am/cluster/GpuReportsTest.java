package org.trainyard.am.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.yarn.api.protocolrecords.ResourceTypes;
import org.apache.hadoop.yarn.api.records.NodeId;
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.api.records.QueueConfigurations;
import org.apache.hadoop.yarn.api.records.QueueInfo;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.api.records.ResourceTypeInfo;
import org.apache.hadoop.yarn.util.Records;
import org.apache.hadoop.yarn.util.resource.ResourceUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GpuReportsTest {
  @BeforeAll
  static void countGpus() {
    List<ResourceTypeInfo> types = new ArrayList<>(ResourceUtils.getResourcesTypeInfo());
    types.add(ResourceTypeInfo.newInstance(GpuSupply.GPU, "", ResourceTypes.COUNTABLE));
    ResourceUtils.reinitializeResources(types);
  }

  /** Types are known to a whole JVM. */
  @AfterAll
  static void countNone() {
    ResourceUtils.resetResourceTypes();
  }

  private static Resource resource(long memoryMb, long gpus) {
    Resource resource = Resource.newInstance(memoryMb, 4);
    resource.setResourceValue(GpuSupply.GPU, gpus);
    return resource;
  }

  private static NodeReport node(String host, Resource used, long gpus, String... labels) {
    NodeReport report =
        NodeReport.newInstance(
            NodeId.newInstance(host, 1),
            NodeState.RUNNING,
            "",
            "",
            used,
            resource(4096, gpus),
            0,
            "",
            0);
    report.setNodeLabels(Set.of(labels));
    return report;
  }

  @Test
  void nodesWithGpusAreCountedWithWhatIsFree() {
    List<NodeReport> reports =
        List.of(
            node("a", resource(1024, 3), 4, "big"), node("b", null, 2), node("c", null, 0, "big"));
    assertEquals(
        List.of(new GpuSupply.Node("a", 4, 1), new GpuSupply.Node("b", 2, 2)),
        GpuReports.nodes(reports, null));
    assertEquals(List.of(new GpuSupply.Node("a", 4, 1)), GpuReports.nodes(reports, "big"));
  }

  @Test
  void onlyAQueueWithAbsoluteNumbersCanSayThatItMayUseNone() {
    assertNull(GpuReports.refusal(null, null));
    assertNull(GpuReports.refusal(queue(resource(0, 0)), null), "a queue with percentages");
    assertNull(GpuReports.refusal(queue(resource(4096, 1)), null));
    String refusal = GpuReports.refusal(queue(resource(4096, 0)), null);
    assertTrue(refusal.startsWith("the queue ml may use none"), refusal);
  }

  private static QueueInfo queue(Resource most) {
    QueueConfigurations partition = Records.newRecord(QueueConfigurations.class);
    partition.setConfiguredMaxCapacity(most);
    QueueInfo queue = Records.newRecord(QueueInfo.class);
    queue.setQueueName("ml");
    queue.setQueueConfigurations(Map.of("", partition));
    return queue;
  }
}
