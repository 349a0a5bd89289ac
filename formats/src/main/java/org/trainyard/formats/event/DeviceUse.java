package org.trainyard.formats.event;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was computed where by a process that was to have a device.
 *
 * @param device its name; {@code CPU} where there is none
 * @param rows computed on the device
 * @param fallbacks rows computed on the CPU, by reason in words
 */
public record DeviceUse(String device, long rows, SortedMap<String, Long> fallbacks) {
  /** Both together, either of which may be null; the later one names the device. */
  public static DeviceUse sum(DeviceUse before, DeviceUse later) {
    if (before == null || later == null) {
      return before == null ? later : before;
    }
    SortedMap<String, Long> reasons = new TreeMap<>(before.fallbacks);
    later.fallbacks.forEach((reason, more) -> reasons.merge(reason, more, Long::sum));
    return new DeviceUse(later.device, before.rows + later.rows, reasons);
  }

  /** Rows computed on the CPU, whatever the reason. */
  public long rowsOnCpu() {
    return fallbacks.values().stream().mapToLong(Long::longValue).sum();
  }
}
