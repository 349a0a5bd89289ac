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
import org.apache.hadoop.yarn.api.records.UpdatedContainer;
import org.apache.hadoop.yarn.client.api.AMRMClient;
import org.apache.hadoop.yarn.client.api.async.AMRMClientAsync;
import org.apache.hadoop.yarn.exceptions.YarnException;

/**
 * The link over {@link AMRMClientAsync}: a heartbeat in the background that carries the progress,
 * and callbacks that become events. It asks for no containers.
 */
final class AsyncResourceManagerLink implements ResourceManagerLink {
  private static final int HEARTBEAT_MS = 1000;

  /** There is no port to speak to, and no page yet. */
  private static final int NO_PORT = -1;

  private static final String NO_PAGE = "";

  private final AMRMClientAsync<AMRMClient.ContainerRequest> client;

  AsyncResourceManagerLink(Configuration conf, DoubleSupplier progress, Consumer<AmEvent> events) {
    client = AMRMClientAsync.createAMRMClientAsync(HEARTBEAT_MS, new Callbacks(progress, events));
    client.init(conf);
    client.start();
  }

  @Override
  public void register(String host) throws IOException, YarnException {
    client.registerApplicationMaster(host, NO_PORT, NO_PAGE);
  }

  @Override
  public void unregister(FinalApplicationStatus status, String diagnosis)
      throws IOException, YarnException {
    client.unregisterApplicationMaster(status, diagnosis, NO_PAGE);
  }

  @Override
  public void close() {
    client.stop();
  }

  private static final class Callbacks extends AMRMClientAsync.AbstractCallbackHandler {
    private final DoubleSupplier progress;
    private final Consumer<AmEvent> events;

    Callbacks(DoubleSupplier progress, Consumer<AmEvent> events) {
      this.progress = progress;
      this.events = events;
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
      // None was asked for.
    }

    @Override
    public void onContainersAllocated(List<Container> containers) {
      // None was asked for.
    }

    @Override
    public void onContainersUpdated(List<UpdatedContainer> containers) {
      // None was asked for.
    }

    @Override
    public void onNodesUpdated(List<NodeReport> nodes) {
      // The jobs' own ApplicationMasters look after their nodes.
    }
  }
}
