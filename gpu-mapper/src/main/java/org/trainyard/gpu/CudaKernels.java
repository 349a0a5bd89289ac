package org.trainyard.gpu;

import java.util.Optional;
import org.trainyard.formats.config.Key;
import org.trainyard.gpu.cluster.ClusterKernels;
import org.trainyard.gpu.cluster.CudaClusterScan;
import org.trainyard.gpu.device.Device;
import org.trainyard.gpu.device.DeviceBlocks;
import org.trainyard.gpu.device.Lanes;
import org.trainyard.gpu.linear.LinearKernels;
import org.trainyard.gpu.network.NetworkDevice;
import org.trainyard.mapreduce.kernel.ClusterScan;
import org.trainyard.mapreduce.kernel.ClusterScanSpec;
import org.trainyard.mapreduce.kernel.KernelFailedException;
import org.trainyard.mapreduce.kernel.KernelTally;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.kernel.LinearScan;
import org.trainyard.mapreduce.kernel.LinearScanSpec;
import org.trainyard.mapreduce.kernel.NetworkKernel;
import org.trainyard.mapreduce.kernel.NetworkPlan;
import org.trainyard.mapreduce.kernel.Precision;

/** The kernels on one GPU. Modules are loaded when they are first asked for. */
final class CudaKernels implements Kernels {
  private final Device device;
  private final Precision precision;
  private final DeviceBlocks blocks;
  private final LinearKernels linear;
  private final Lanes lanes;
  private final KernelTally tally = new KernelTally();
  private ClusterKernels clusters;

  /** Loaded when it is asked for. */
  private NetworkDevice networks;

  CudaKernels(Device device, Precision precision) {
    this.device = device;
    this.precision = precision;
    this.blocks = new DeviceBlocks(device);
    this.linear = new LinearKernels(device, blocks, precision);
    this.lanes = new Lanes(device);
  }

  @Override
  public String device() {
    return device.name();
  }

  @Override
  public Precision precision() {
    return precision;
  }

  @Override
  public KernelTally tally() {
    return tally;
  }

  @Override
  public Optional<LinearScan> linearScan(LinearScanSpec spec) {
    refuse(precision.onTensorCores(), "linear models");
    return linear.scan(spec);
  }

  @Override
  public synchronized Optional<NetworkKernel> network(NetworkPlan plan) {
    if (networks == null) {
      networks = new NetworkDevice(device, blocks, precision);
    }
    return Optional.of(networks.kernel(plan));
  }

  @Override
  public synchronized Optional<ClusterScan> clusterScan(ClusterScanSpec spec) {
    refuse(precision != Precision.EXACT, "k-means");
    device.checkWorks();
    if (clusters == null) {
      clusters = ClusterKernels.load(device, blocks, lanes);
    }
    return Optional.of(new CudaClusterScan(clusters, spec));
  }

  /** A client lets nobody ask; whoever asks all the same gets no other arithmetic instead. */
  private void refuse(boolean missing, String what) {
    if (missing) {
      throw new KernelFailedException(
          "There are no kernels for " + what + " in precision " + Key.spelling(precision), null);
    }
  }

  @Override
  public void close() {
    device.close();
  }
}
