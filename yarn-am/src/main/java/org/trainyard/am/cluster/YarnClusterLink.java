package org.trainyard.am.cluster;

import java.io.IOException;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.token.Token;
import org.apache.hadoop.security.token.TokenIdentifier;
import org.apache.hadoop.yarn.api.protocolrecords.GetNewApplicationResponse;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.api.records.QueueInfo;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.api.records.ResourceTypeInfo;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.ClientRMProxy;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.apache.hadoop.yarn.util.ConverterUtils;
import org.apache.hadoop.yarn.util.resource.ResourceUtils;

/**
 * The link over {@link YarnClient}, which waits for a ResourceManager that restarts or fails over.
 */
public final class YarnClusterLink implements ClusterLink {
  private static final EnumSet<YarnApplicationState> LIVE =
      EnumSet.of(
          YarnApplicationState.NEW,
          YarnApplicationState.NEW_SAVING,
          YarnApplicationState.SUBMITTED,
          YarnApplicationState.ACCEPTED,
          YarnApplicationState.RUNNING);

  private final Configuration conf;
  private final YarnClient client;

  /** Connects at the first question. */
  public YarnClusterLink(Configuration conf) {
    this.conf = conf;
    this.client = YarnClient.createYarnClient();
    client.init(conf);
    client.start();
  }

  @Override
  public NewApplication newApplication() throws IOException, YarnException {
    GetNewApplicationResponse response = client.createApplication().getNewApplicationResponse();
    Resource largest = response.getMaximumResourceCapability();
    return new NewApplication(
        response.getApplicationId(), largest.getMemorySize(), largest.getVirtualCores());
  }

  @Override
  public void submit(ApplicationSubmissionContext context) throws IOException, YarnException {
    client.submitApplication(context);
  }

  @Override
  public ApplicationReport report(ApplicationId id) throws IOException, YarnException {
    return client.getApplicationReport(id);
  }

  @Override
  public List<ApplicationReport> live(String type, String tag) throws IOException, YarnException {
    return client.getApplications(Set.of(type), LIVE, Set.of(tag)).stream()
        .sorted(Comparator.comparing(ApplicationReport::getApplicationId))
        .toList();
  }

  @Override
  public void kill(ApplicationId id) throws IOException, YarnException {
    client.killApplication(id);
  }

  @Override
  public List<NodeRoom> room() throws IOException, YarnException {
    return client.getNodeReports(NodeState.RUNNING).stream().map(YarnClusterLink::room).toList();
  }

  private static NodeRoom room(NodeReport node) {
    Resource all = node.getCapability();
    Resource used = node.getUsed() == null ? Resource.newInstance(0, 0) : node.getUsed();
    return new NodeRoom(
        Math.max(0, all.getMemorySize() - used.getMemorySize()),
        Math.max(0, all.getVirtualCores() - used.getVirtualCores()));
  }

  @Override
  public GpuSupply gpus(String queue, String nodeLabel) throws IOException, YarnException {
    List<ResourceTypeInfo> types = client.getResourceTypeInfo();
    // What is not known here is left out of every answer, and cannot be asked for.
    ResourceUtils.reinitializeResources(types);
    List<GpuSupply.Type> known =
        types.stream()
            .map(type -> new GpuSupply.Type(type.getName(), type.getDefaultUnit()))
            .toList();
    QueueInfo info =
        client.getQueueInfo(queue == null ? YarnConfiguration.DEFAULT_QUEUE_NAME : queue);
    return new GpuSupply(
        known,
        GpuReports.nodes(client.getNodeReports(NodeState.RUNNING), nodeLabel),
        GpuReports.refusal(info, nodeLabel));
  }

  @Override
  public void addTokens(Credentials credentials, String renewer) throws IOException, YarnException {
    Text service = ClientRMProxy.getRMDelegationTokenService(conf);
    Token<TokenIdentifier> token =
        ConverterUtils.convertFromYarn(client.getRMDelegationToken(new Text(renewer)), service);
    credentials.addToken(token.getService(), token);
  }

  @Override
  public void close() {
    client.stop();
  }
}
