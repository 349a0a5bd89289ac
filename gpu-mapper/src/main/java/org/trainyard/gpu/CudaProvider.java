package org.trainyard.gpu;

import org.trainyard.gpu.device.Device;
import org.trainyard.mapreduce.kernel.KernelProvider;
import org.trainyard.mapreduce.kernel.KernelSettings;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.kernel.KernelsUnavailableException;

/** Kernels on NVIDIA's GPUs. */
public final class CudaProvider implements KernelProvider {
  /** Its name in the configuration of a run. */
  public static final String NAME = "cuda";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Kernels open(KernelSettings settings) throws KernelsUnavailableException {
    return new CudaKernels(Device.open(settings.memoryFraction()), settings.precision());
  }
}
