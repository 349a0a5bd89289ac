package org.trainyard.mapreduce.device;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.mapreduce.device.DeviceKeys.Wish;
import org.trainyard.mapreduce.kernel.KernelProvider;
import org.trainyard.mapreduce.kernel.KernelSettings;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.kernel.KernelsUnavailableException;

/**
 * Holds the device of a process: looks for a provider when it is first asked, and never again. All
 * threads and tasks of the process share what it found. Thread-safe.
 */
public final class DeviceHolder {
  private static final Logger LOG = LoggerFactory.getLogger(DeviceHolder.class);

  /** Whether whoever started this process gave it a device. */
  public enum Grant {
    /** It did, or nobody deals devices out here. */
    GRANTED,
    /** It did not: whatever devices are to be seen belong to others. */
    NOT_GRANTED
  }

  /** Providers come with the job jar, whose loader is ours; a thread's may be another. */
  private static final DeviceHolder PROCESS =
      new DeviceHolder(
          () -> ServiceLoader.load(KernelProvider.class, DeviceHolder.class.getClassLoader()));

  private final Supplier<Iterable<KernelProvider>> providers;
  private final Map<KernelSettings, HeldDevice> held = new HashMap<>();
  private final HeldDevice ungranted = HeldDevice.absent("no GPU was granted to this container");

  /** Of some providers, asked for when a device is. */
  DeviceHolder(Supplier<Iterable<KernelProvider>> providers) {
    this.providers = providers;
  }

  /** The one of this process, with the providers on its class path. */
  public static DeviceHolder ofProcess() {
    return PROCESS;
  }

  /**
   * What this process computes on; the same for the same settings. It is held until the process
   * ends.
   *
   * @throws KernelsUnavailableException if a device is required and there is none
   */
  public synchronized HeldDevice device(DeviceSettings settings, Grant grant)
      throws KernelsUnavailableException {
    if (settings.wish() == Wish.OFF) {
      return HeldDevice.off();
    }
    HeldDevice device =
        grant == Grant.GRANTED ? held.computeIfAbsent(settings.kernels(), this::open) : ungranted;
    if (settings.wish() == Wish.REQUIRE && device.absence() != null) {
      throw new KernelsUnavailableException(
          "A GPU is required ("
              + DeviceKeys.GPU.option()
              + " require), and this process has none: "
              + device.absence());
    }
    return device;
  }

  private HeldDevice open(KernelSettings settings) {
    List<String> reasons = new ArrayList<>();
    for (KernelProvider provider : providers.get()) {
      try {
        Kernels kernels = provider.open(settings);
        LOG.info("Computing on {} through {}", kernels.device(), provider.name());
        return HeldDevice.of(kernels);
      } catch (KernelsUnavailableException e) {
        LOG.info("No device through {}: {}", provider.name(), e.getMessage());
        reasons.add(e.getMessage());
      }
    }
    String why = reasons.isEmpty() ? "this build has no kernels" : String.join("; ", reasons);
    LOG.info("Computing on the CPU: {}", why);
    return HeldDevice.absent(why);
  }
}
