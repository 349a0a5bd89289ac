package org.trainyard.gpu.cluster;

import org.trainyard.gpu.device.Device;
import org.trainyard.gpu.device.DeviceBlocks;
import org.trainyard.gpu.device.KernelFunction;
import org.trainyard.gpu.device.KernelModule;
import org.trainyard.gpu.device.Lanes;

/**
 * What all scans on a device share.
 *
 * @param blocks on the device
 * @param lanes on the device
 * @param assignDense nearest centroids of dense rows
 * @param assignSparse nearest centroids of sparse rows
 * @param sums of each cluster's rows
 * @param measure weighted distances
 * @param farthest rows farthest from their centroids
 */
public record ClusterKernels(
    DeviceBlocks blocks,
    Lanes lanes,
    KernelFunction assignDense,
    KernelFunction assignSparse,
    KernelFunction sums,
    KernelFunction measure,
    KernelFunction farthest) {
  /** Loads the kernels. */
  public static ClusterKernels load(Device device, DeviceBlocks blocks, Lanes lanes) {
    KernelModule module = new KernelModule(device, "cluster");
    return new ClusterKernels(
        blocks,
        lanes,
        module.function("cluster_assign_dense"),
        module.function("cluster_assign_sparse"),
        module.function("cluster_sums"),
        module.function("cluster_measure"),
        module.function("cluster_farthest"));
  }
}
