package org.trainyard.gpu.network;

import java.util.EnumMap;
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
      add(Tiling.SMALL, exact, "");
      add(Tiling.LARGE, exact, "");
    } else {
      KernelModule single = new KernelModule(device, "network_single");
      for (Tiling tiling : Tiling.values()) {
        add(tiling, single, "_single");
      }
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

  /** The tilings that there are kernels with. */
  Set<Tiling> tilings() {
    return kernels.keySet();
  }

  /** The kernels with a tiling. */
  Kernels with(Tiling tiling) {
    return kernels.get(tiling);
  }
}
