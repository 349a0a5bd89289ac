package org.trainyard.gpu;

import org.trainyard.gpu.device.Device;
import org.trainyard.gpu.device.DeviceBlocks;
import org.trainyard.mapreduce.kernel.KernelTally;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.kernel.Precision;

/** The kernels on one GPU. */
final class CudaKernels implements Kernels {
  private final Device device;
  private final Precision precision;
  private final DeviceBlocks blocks;
  private final KernelTally tally = new KernelTally();

  CudaKernels(Device device, Precision precision) {
    this.device = device;
    this.precision = precision;
    this.blocks = new DeviceBlocks(device);
  }

  @Override
  public String device() {
    return device.name();
  }

  @Override
  public KernelTally tally() {
    return tally;
  }

  @Override
  public void close() {
    device.close();
  }
}
