package org.trainyard.gpu;

import org.trainyard.gpu.device.Device;
import org.trainyard.mapreduce.kernel.KernelProvider;
import org.trainyard.mapreduce.kernel.KernelSettings;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.kernel.KernelsUnavailableException;
import org.trainyard.mapreduce.kernel.Precision;

/** Kernels on NVIDIA's GPUs. */
public final class CudaProvider implements KernelProvider {
  /** Its name in the configuration of a run. */
  public static final String NAME = "cuda";

  /** Compute capability whose tensor cores know tf32 and bf16. */
  public static final int TENSOR_CORES = 80;

  /** That of Pascal, which the other kernels are assembled for. */
  private static final int ANY = 60;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Kernels open(KernelSettings settings) throws KernelsUnavailableException {
    Precision precision = settings.precision();
    int capability = precision.onTensorCores() ? TENSOR_CORES : ANY;
    return new CudaKernels(Device.open(settings.memoryFraction(), capability), precision);
  }
}
