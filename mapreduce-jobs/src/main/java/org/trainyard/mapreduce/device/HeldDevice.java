package org.trainyard.mapreduce.device;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.event.DeviceUse;
import org.trainyard.mapreduce.kernel.KernelTally;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.kernel.Precision;

/**
 * What a process computes on: a device, or the CPU because none was asked for, or the CPU because
 * none could be had. Thread-safe.
 */
public final class HeldDevice {
  private static final HeldDevice OFF = new HeldDevice(Kernels.NONE, null, new KernelTally());

  private final Kernels kernels;
  private final String absence;
  private final KernelTally tally;
  private final Map<String, Long> toldFallbacks = new HashMap<>();
  private long toldRows;

  private HeldDevice(Kernels kernels, String absence, KernelTally tally) {
    this.kernels = kernels;
    this.absence = absence;
    this.tally = tally;
  }

  /** None was asked for. */
  public static HeldDevice off() {
    return OFF;
  }

  /** A device is there. */
  static HeldDevice of(Kernels kernels) {
    return new HeldDevice(kernels, null, kernels.tally());
  }

  /** One was asked for, and there is none, for a reason in words. */
  static HeldDevice absent(String why) {
    return new HeldDevice(Kernels.NONE, why, new KernelTally());
  }

  /** For the accumulators of this process. */
  public Kernels kernels() {
    return kernels;
  }

  /** Why there is none, or null if there is one or none was asked for. */
  public String absence() {
    return absence;
  }

  /** For people: the device, with its arithmetic where that has bits of its own; or {@code CPU}. */
  public String name() {
    return kernels.precision() == Precision.EXACT
        ? kernels.device()
        : kernels.device() + ", in " + Key.spelling(kernels.precision());
  }

  /** Rows were visited by an accumulator of this process: without a device, by the CPU. */
  public void visited(long rows) {
    if (absence != null) {
      tally.fellBack(absence, rows);
    }
  }

  /**
   * What was computed where since this was asked last, by all threads together; null if no device
   * was asked for. Each row is told once, whoever asks.
   */
  public synchronized DeviceUse take() {
    if (this == OFF) {
      return null;
    }
    long rows = tally.rowsOnDevice();
    TreeMap<String, Long> fresh = new TreeMap<>();
    tally
        .fallbacks()
        .forEach(
            (reason, all) -> {
              Long before = toldFallbacks.put(reason, all);
              long more = all - (before == null ? 0 : before);
              if (more > 0) {
                fresh.put(reason, more);
              }
            });
    DeviceUse use = new DeviceUse(name(), rows - toldRows, fresh);
    toldRows = rows;
    return use;
  }
}
