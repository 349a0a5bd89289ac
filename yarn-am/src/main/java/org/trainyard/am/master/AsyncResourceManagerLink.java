package org.trainyard.am.master;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.ContainerStatus;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.api.records.PreemptionMessage;
import org.apache.hadoop.yarn.api.records.UpdatedContainer;
import org.apache.hadoop.yarn.client.api.AMRMClient;
import org.apache.hadoop.yarn.client.api.async.AMRMClientAsync;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.trainyard.am.container.YarnContainers;

/**
 * The link over {@link AMRMClientAsync}: a heartbeat in the background that carries the progress,
 * and callbacks that become events. Containers are asked for through the same client.
 */
final class AsyncResourceManagerLink implements ResourceManagerLink {
  private static final int HEARTBEAT_MS = 1000;

  /** There is no port to speak to: people use the page, and workers find theirs otherwise. */
  private static final int NO_PORT = -1;

  private final AMRMClientAsync<AMRMClient.ContainerRequest> client;

  private final YarnContainers containers;

  AsyncResourceManagerLink(
      Configuration conf,
      DoubleSupplier progress,
      Consumer<AmEvent> events,
      YarnContainers containers) {
    this.containers = containers;
    client =
        AMRMClientAsync.createAMRMClientAsync(
            HEARTBEAT_MS, new Callbacks(progress, events, containers));
    containers.attach(client);
    client.init(conf);
    client.start();
  }

  @Override
  public void register(String host, String page) throws IOException, YarnException {
    containers.registered(client.registerApplicationMaster(host, NO_PORT, page));
  }

  @Override
  public void unregister(FinalApplicationStatus status, String diagnosis, String page)
      throws IOException, YarnException {
    client.unregisterApplicationMaster(status, diagnosis, page);
  }

  @Override
  public void close() {
    client.stop();
  }

  private static final class Callbacks extends AMRMClientAsync.AbstractCallbackHandler {
    private final DoubleSupplier progress;
    private final Consumer<AmEvent> events;
    private final YarnContainers containers;

    Callbacks(DoubleSupplier progress, Consumer<AmEvent> events, YarnContainers containers) {
      this.progress = progress;
      this.events = events;
      this.containers = containers;
    }

    @Override
    public float getProgress() {
      return (float) progress.getAsDouble();
    }

    @Override
    public void onShutdownRequest() {
      events.accept(new AmEvent.ShutdownRequested());
    }

    @Override
    public void onError(Throwable cause) {
      events.accept(new AmEvent.LinkFailed(cause));
    }

    @Override
    public void onContainersCompleted(List<ContainerStatus> statuses) {
      containers.completed(statuses);
    }

    @Override
    public void onContainersAllocated(List<Container> allocated) {
      containers.allocated(allocated);
    }

    @Override
    public void onContainersReceivedFromPreviousAttempts(List<Container> left) {
      containers.kept(left);
    }

    @Override
    public void onPreemptionMessageReceived(PreemptionMessage message) {
      containers.preempted(message);
    }

    @Override
    public void onContainersUpdated(List<UpdatedContainer> updated) {
      // No change was asked for.
    }

    @Override
    public void onNodesUpdated(List<NodeReport> nodes) {
      // The jobs' own ApplicationMasters look after their nodes.
    }
  }
}
