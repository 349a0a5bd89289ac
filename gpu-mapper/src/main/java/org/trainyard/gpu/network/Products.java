package org.trainyard.gpu.network;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.trainyard.gpu.device.Device;
import org.trainyard.gpu.device.KernelFunction;
import org.trainyard.gpu.device.KernelModule;
import org.trainyard.mapreduce.kernel.Precision;

/** The kernels of network.cuh that multiply, in one precision, by the tiling of their results. */
final class Products {
  /** One tiling's kernels. */
  record Kernels(KernelFunction forward, KernelFunction back, KernelFunction update) {}

  private final Map<Tiling, Kernels> kernels = new EnumMap<>(Tiling.class);

  /**
   * Loads them.
   *
   * @param exact the module of the exact kernels
   */
  Products(Device device, KernelModule exact, Precision precision) {
    if (precision == Precision.EXACT) {
      // Without fused operations the largest tiles gain nothing.
      add(exact, "", Tiling.SMALL, Tiling.LARGE);
      return;
    }
    String ending = "_" + precision.name().toLowerCase(Locale.ROOT);
    KernelModule module = new KernelModule(device, "network" + ending);
    if (precision.onTensorCores()) {
      add(module, ending, Tiling.TENSOR_SMALL, Tiling.TENSOR_LARGE, Tiling.TENSOR_HUGE);
    } else {
      add(module, ending, Tiling.SMALL, Tiling.LARGE, Tiling.HUGE);
    }
  }

  private void add(KernelModule module, String ending, Tiling... tilings) {
    for (Tiling tiling : tilings) {
      add(tiling, module, ending);
    }
  }

  private void add(Tiling tiling, KernelModule module, String ending) {
    String suffix = tiling.suffix() + ending;
    kernels.put(
        tiling,
        new Kernels(
            module.function("network_forward_" + suffix),
            module.function("network_back_" + suffix),
            module.function("network_update_" + suffix)));
  }

  /** The tilings that there are kernels with, the smallest first. */
  Set<Tiling> tilings() {
    return kernels.keySet();
  }

  /** The kernels with a tiling. */
  Kernels with(Tiling tiling) {
    return kernels.get(tiling);
  }
}
