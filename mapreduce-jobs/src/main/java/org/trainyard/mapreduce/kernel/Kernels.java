package org.trainyard.mapreduce.kernel;

import java.util.Optional;

/**
 * Kernels of a device that this process holds. Thread-safe; the kernels that it gives are not: each
 * accumulator asks for its own.
 */
public interface Kernels extends AutoCloseable {
  /** No device: everything is computed by the reference, on the CPU. */
  Kernels NONE = new NoKernels();

  /** The device for people, for example {@code NVIDIA H200, 139 GiB}; {@code CPU} for none. */
  String device();

  /** The arithmetic of the kernels; if it is not exact, the CPU cannot stand in for the device. */
  default Precision precision() {
    return Precision.EXACT;
  }

  /** What was computed on the device, and what was not and why. */
  KernelTally tally();

  /**
   * The scan of linear models; empty if there is no kernel for it, or no room.
   *
   * @throws KernelFailedException if the device has failed
   */
  default Optional<LinearScan> linearScan(LinearScanSpec spec) {
    return Optional.empty();
  }

  /** The kernel of multilayer perceptrons; none if the device has none for this plan. */
  default Optional<NetworkKernel> network(NetworkPlan plan) {
    return Optional.empty();
  }

  /**
   * A round of k-means; empty if there is no kernel for it.
   *
   * @throws KernelFailedException if the device has failed before
   */
  default Optional<ClusterScan> clusterScan(ClusterScanSpec spec) {
    return Optional.empty();
  }

  /** Gives the device and its memory back. Kernels that were given fail from now on. */
  @Override
  void close();
}
