package org.trainyard.am.view;

import java.util.Map;
import java.util.stream.Collectors;
import org.trainyard.formats.event.DeviceUse;

/** What was computed where, in one line. Pure. */
public final class DeviceLine {
  private DeviceLine() {}

  /** For people. */
  public static String of(DeviceUse use) {
    String reasons =
        use.fallbacks().entrySet().stream()
            .map(DeviceLine::fallback)
            .collect(Collectors.joining("; "));
    String device = use.device() + ": " + Figures.count(use.rows()) + " rows";
    if (reasons.isEmpty()) {
      return device;
    }
    return use.rows() == 0 ? reasons : device + "; " + reasons;
  }

  private static String fallback(Map.Entry<String, Long> reason) {
    return Figures.count(reason.getValue()) + " rows on the CPU: " + reason.getKey();
  }
}
