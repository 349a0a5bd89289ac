package org.trainyard.gpu.network;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.trainyard.gpu.device.Device;
import org.trainyard.gpu.device.DeviceBlocks;
import org.trainyard.gpu.device.KernelFunction;
import org.trainyard.gpu.device.KernelModule;
import org.trainyard.mapreduce.kernel.KernelFailedException;
import org.trainyard.mapreduce.kernel.NetworkKernel;
import org.trainyard.mapreduce.kernel.NetworkPlan;
import org.trainyard.mapreduce.kernel.NetworkResult;
import org.trainyard.mapreduce.kernel.NetworkTask;
import org.trainyard.mapreduce.kernel.Precision;

/**
 * What all networks of a process share on a device: the kernels, and the workspaces that no run
 * uses at the moment. Thread-safe.
 */
public final class NetworkDevice {
  /** More lanes fill no device better, and take memory. */
  private static final int SIDE = 64;

  private final Device device;
  private final DeviceBlocks blocks;
  private final TilingPolicy tilings;
  private final Products products;
  private final KernelFunction begin;
  private final KernelFunction gather;
  private final KernelFunction loss;
  private final SparseKernels sparse;
  private final Deque<Workspace> idle = new ArrayDeque<>();

  /** Loads the kernels. */
  public NetworkDevice(Device device, DeviceBlocks blocks, Precision precision) {
    this(device, blocks, precision, TilingPolicy.filling(device.multiprocessors()));
  }

  /** Loads the kernels, with a policy of one's own. */
  NetworkDevice(Device device, DeviceBlocks blocks, Precision precision, TilingPolicy tilings) {
    this.device = device;
    this.blocks = blocks;
    this.tilings = tilings;
    KernelModule exact = new KernelModule(device, "network");
    this.products = new Products(device, exact, precision);
    this.begin = exact.function("network_begin");
    this.gather = exact.function("network_gather");
    this.loss = exact.function("network_loss");
    this.sparse =
        new SparseKernels(
            exact.function("network_center"),
            exact.function("network_forward_sparse"),
            exact.function("network_update_sparse"));
  }

  /** The kernels of a first layer whose rows are sparse. */
  record SparseKernels(KernelFunction center, KernelFunction forward, KernelFunction update) {}

  SparseKernels sparse() {
    return sparse;
  }

  DeviceBlocks blocks() {
    return blocks;
  }

  TilingPolicy tilings() {
    return tilings;
  }

  Products products() {
    return products;
  }

  KernelFunction begin() {
    return begin;
  }

  KernelFunction gather() {
    return gather;
  }

  KernelFunction loss() {
    return loss;
  }

  /** The kernel of a plan. */
  public NetworkKernel kernel(NetworkPlan plan) {
    return new NetworkKernel() {
      @Override
      public int side() {
        return SIDE;
      }

      @Override
      public Optional<List<NetworkResult>> train(List<NetworkTask> tasks) {
        return NetworkDevice.this.train(plan, tasks);
      }
    };
  }

  private Optional<List<NetworkResult>> train(NetworkPlan plan, List<NetworkTask> tasks) {
    if (tasks.isEmpty()) {
      return Optional.of(List.of());
    }
    if (device.hasFailed()) {
      throw new KernelFailedException("The GPU " + device.name() + " has failed before", null);
    }
    Workspace workspace = take();
    Optional<List<NetworkResult>> results = Optional.empty();
    for (Windows windows : Windows.of(plan, tasks)) {
      // A workspace whose run has failed goes with the device.
      try (NetworkRun run = new NetworkRun(this, workspace, plan, tasks, windows)) {
        results = run.results();
      }
      if (results.isPresent()) {
        break;
      }
    }
    give(workspace);
    return results;
  }

  private Workspace take() {
    synchronized (idle) {
      if (!idle.isEmpty()) {
        return idle.pop();
      }
    }
    return new Workspace(device, blocks.pool());
  }

  private void give(Workspace workspace) {
    synchronized (idle) {
      idle.push(workspace);
    }
  }
}
