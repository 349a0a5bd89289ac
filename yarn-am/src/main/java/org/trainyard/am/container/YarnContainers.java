package org.trainyard.am.container;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.protocolrecords.RegisterApplicationMasterResponse;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.ContainerStatus;
import org.apache.hadoop.yarn.api.records.PreemptionContainer;
import org.apache.hadoop.yarn.api.records.PreemptionMessage;
import org.apache.hadoop.yarn.api.records.Priority;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.client.api.AMRMClient;
import org.apache.hadoop.yarn.client.api.async.AMRMClientAsync;
import org.apache.hadoop.yarn.client.api.async.NMClientAsync;
import org.apache.hadoop.yarn.webapp.util.WebAppUtils;

/**
 * Containers of YARN: turns words of ours into requests, and callbacks into words of ours. Until
 * somebody listens, what is heard is kept. Thread-safe: callbacks come on YARN's threads, requests
 * on the engine's.
 */
public final class YarnContainers implements ContainerLink, AutoCloseable {
  /** Below the priority at which YARN itself asks for the ApplicationMaster. */
  private static final Priority PRIORITY = Priority.newInstance(1);

  /** How often the ResourceManager is asked while a container is waited for, and otherwise. */
  private static final int EAGER_MS = 200;

  private static final int CALM_MS = 1000;

  /** Makes what a container is started with. */
  @FunctionalInterface
  public interface Launch {
    /** For a container of this size. */
    ContainerLaunchContext of(ContainerSize size);
  }

  /** What was asked for, and its kind. */
  private record Ask(AMRMClient.ContainerRequest request, Heads kind) {}

  private final NMClientAsync nodes;
  private final String scheme;
  private final String user;
  private final Map<String, Container> containers = new HashMap<>();
  private final Map<Long, Ask> asks = new HashMap<>();
  private final Deque<Long> order = new ArrayDeque<>();
  private final List<Consumer<ContainerListener>> unheard = new ArrayList<>();
  private final Set<String> leftOut = new HashSet<>();
  private AMRMClientAsync<AMRMClient.ContainerRequest> client;
  private ContainerListener listener;
  private Launch launch;
  private long lastAsk;
  private long largestMemoryMb = Long.MAX_VALUE;

  /**
   * With a NodeManagers' client of its own.
   *
   * @param user of the application: part of the links to logs
   */
  public YarnContainers(Configuration conf, String user) {
    this.scheme = WebAppUtils.getHttpSchemePrefix(conf);
    this.user = user;
    nodes = NMClientAsync.createNMClientAsync(new NodeCallbacks(this::startFailed));
    nodes.init(conf);
    // Workers live on when this attempt dies: the next one uses them.
    nodes.getClient().cleanupRunningContainersOnStop(false);
    nodes.start();
  }

  /** Speaks to the ResourceManager through {@code client}. */
  public synchronized void attach(AMRMClientAsync<AMRMClient.ContainerRequest> through) {
    client = through;
  }

  /** The attempt is registered: what the ResourceManager answered. */
  public synchronized void registered(RegisterApplicationMasterResponse answer) {
    largestMemoryMb = answer.getMaximumResourceCapability().getMemorySize();
    kept(answer.getContainersFromPreviousAttempts());
  }

  /** The largest container that the cluster gives, in MiB. */
  public synchronized long largestMemoryMb() {
    return largestMemoryMb;
  }

  /** From now on tells {@code heard} everything, what happened before included. */
  public synchronized void listen(ContainerListener heard, Launch launched) {
    listener = heard;
    launch = launched;
    unheard.forEach(word -> word.accept(heard));
    unheard.clear();
  }

  /** Gives everything back: this attempt has no use for containers. */
  public synchronized void releaseAll() {
    withdraw(asks.values().stream().map(Ask::kind).reduce(Heads.NONE, Heads::plus));
    List.copyOf(containers.keySet()).forEach(this::release);
    unheard.clear();
  }

  @Override
  public synchronized void ask(ContainerSize size, List<String> hosts) {
    long id = ++lastAsk;
    List<String> wanted = hosts.stream().filter(host -> !leftOut.contains(host)).toList();
    AMRMClient.ContainerRequest request =
        AMRMClient.ContainerRequest.newBuilder()
            .capability(GpuResource.of(size))
            .nodes(wanted.isEmpty() ? null : wanted.toArray(String[]::new))
            .relaxLocality(true)
            .priority(PRIORITY)
            .allocationRequestId(id)
            .build();
    asks.put(id, new Ask(request, Heads.one(size.gpus())));
    order.addLast(id);
    client.addContainerRequest(request);
    client.setHeartbeatInterval(EAGER_MS);
  }

  @Override
  public synchronized void withdraw(Heads count) {
    withdraw(Heads.one(0), count.plain());
    withdraw(Heads.one(1), count.gpu());
    calmDown();
  }

  private void withdraw(Heads kind, int count) {
    Iterator<Long> latest = order.descendingIterator();
    for (int left = count; left > 0 && latest.hasNext(); ) {
      Ask ask = asks.get(latest.next());
      if (ask.kind().equals(kind)) {
        latest.remove();
        asks.values().remove(ask);
        client.removeContainerRequest(ask.request());
        left--;
      }
    }
  }

  @Override
  public synchronized void start(String container) {
    Container granted = containers.get(container);
    Resource resource = granted.getResource();
    nodes.startContainerAsync(
        granted,
        launch.of(
            new ContainerSize(
                (int) resource.getMemorySize(),
                Math.max(1, resource.getVirtualCores()),
                GpuResource.gpus(resource))));
  }

  @Override
  public synchronized void release(String container) {
    client.releaseAssignedContainer(ContainerId.fromString(container));
  }

  @Override
  public synchronized void leaveOut(Set<String> hosts) {
    List<String> added = hosts.stream().filter(host -> !leftOut.contains(host)).toList();
    List<String> removed = leftOut.stream().filter(host -> !hosts.contains(host)).toList();
    if (!added.isEmpty() || !removed.isEmpty()) {
      client.updateBlacklist(added, removed);
      leftOut.addAll(added);
      removed.forEach(leftOut::remove);
    }
  }

  @Override
  public synchronized int nodes() {
    return client.getClusterNodeCount();
  }

  @Override
  public void close() {
    nodes.stop();
  }

  /** Containers that an earlier attempt left. */
  public void kept(List<Container> left) {
    left.forEach(container -> granted(container, ContainerListener.Origin.KEPT));
  }

  /** The ResourceManager grants containers. */
  public void allocated(List<Container> granted) {
    granted.forEach(container -> granted(container, ContainerListener.Origin.ASKED));
  }

  private synchronized void granted(Container container, ContainerListener.Origin origin) {
    Ask ask = asks.remove(container.getAllocationRequestId());
    if (origin == ContainerListener.Origin.ASKED && ask != null) {
      order.remove(container.getAllocationRequestId());
      client.removeContainerRequest(ask.request());
      calmDown();
    }
    String id = container.getId().toString();
    if (containers.put(id, container) != null) {
      return;
    }
    tell(
        heard ->
            heard.granted(
                new ContainerListener.Grant(
                    id,
                    container.getNodeId().getHost(),
                    origin,
                    log(container),
                    GpuResource.gpus(container.getResource()))));
  }

  /** The page of its NodeManager that shows its log. */
  private String log(Container container) {
    String node = container.getNodeHttpAddress();
    return node == null || node.isBlank()
        ? null
        : String.join("/", scheme + node, "node/containerlogs", container.getId().toString(), user);
  }

  /** Containers are gone. */
  public synchronized void completed(List<ContainerStatus> statuses) {
    for (ContainerStatus status : statuses) {
      String id = status.getContainerId().toString();
      containers.remove(id);
      tell(heard -> heard.ended(id, status.getExitStatus(), status.getDiagnostics()));
    }
  }

  /** The ResourceManager wants containers back. */
  public synchronized void preempted(PreemptionMessage message) {
    Set<PreemptionContainer> wanted = new HashSet<>();
    if (message.getStrictContract() != null) {
      wanted.addAll(message.getStrictContract().getContainers());
    }
    if (message.getContract() != null) {
      wanted.addAll(message.getContract().getContainers());
    }
    List<String> ids = wanted.stream().map(container -> container.getId().toString()).toList();
    tell(heard -> heard.preempted(ids));
  }

  private synchronized void startFailed(ContainerId container, Throwable cause) {
    tell(heard -> heard.startFailed(container.toString(), String.valueOf(cause.getMessage())));
  }

  private void tell(Consumer<ContainerListener> word) {
    if (listener == null) {
      unheard.add(word);
    } else {
      word.accept(listener);
    }
  }

  private void calmDown() {
    if (asks.isEmpty()) {
      client.setHeartbeatInterval(CALM_MS);
    }
  }

  /** Of the NodeManagers' words only one matters: that a start failed. */
  private static final class NodeCallbacks extends NMClientAsync.AbstractCallbackHandler {
    private final BiConsumer<ContainerId, Throwable> failed;

    NodeCallbacks(BiConsumer<ContainerId, Throwable> failed) {
      this.failed = failed;
    }

    @Override
    public void onStartContainerError(ContainerId container, Throwable cause) {
      failed.accept(container, cause);
    }

    @Override
    public void onContainerStarted(ContainerId container, Map<String, ByteBuffer> services) {
      // The worker says hello.
    }

    @Override
    public void onContainerStatusReceived(ContainerId container, ContainerStatus status) {
      // Nobody asked.
    }

    @Override
    public void onContainerStopped(ContainerId container) {
      // The ResourceManager says so too.
    }

    @Deprecated
    @Override
    public void onContainerResourceIncreased(ContainerId container, Resource resource) {
      // Nobody asked.
    }

    @Override
    public void onContainerResourceUpdated(ContainerId container, Resource resource) {
      // Nobody asked.
    }

    @Override
    public void onGetContainerStatusError(ContainerId container, Throwable cause) {
      // Nobody asked.
    }

    @Deprecated
    @Override
    public void onIncreaseContainerResourceError(ContainerId container, Throwable cause) {
      // Nobody asked.
    }

    @Override
    public void onUpdateContainerResourceError(ContainerId container, Throwable cause) {
      // Nobody asked.
    }

    @Override
    public void onStopContainerError(ContainerId container, Throwable cause) {
      // Nobody asked: containers are given back to the ResourceManager.
    }
  }
}
