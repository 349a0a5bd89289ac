package org.trainyard.mapreduce.iteration;

import java.util.TreeMap;
import org.apache.hadoop.mapreduce.Counter;
import org.apache.hadoop.mapreduce.CounterGroup;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.trainyard.formats.event.DeviceUse;

/**
 * What was computed where, as counters of a map task: rows on a device by its name, rows on the CPU
 * by reason. Hadoop cuts names after some 64 letters.
 */
public final class DeviceCounters {
  /** Group of the rows that were computed on devices. */
  public static final String ROWS = "Rows computed on a device";

  /** Group of the rows that were computed on the CPU though a device was wanted. */
  public static final String FALLBACKS = "Rows computed on the CPU";

  private DeviceCounters() {}

  /** Counts; nothing if {@code use} is null. */
  static void count(TaskAttemptContext context, DeviceUse use) {
    if (use != null) {
      context.getCounter(ROWS, use.device()).increment(use.rows());
      use.fallbacks()
          .forEach((reason, rows) -> context.getCounter(FALLBACKS, reason).increment(rows));
    }
  }

  /** What a task counted; null if no device was asked for. */
  public static DeviceUse read(Counters counters) {
    String device = null;
    long rows = 0;
    for (Counter counter : counters.getGroup(ROWS)) {
      device = counter.getName();
      rows += counter.getValue();
    }
    if (device == null) {
      return null;
    }
    TreeMap<String, Long> fallbacks = new TreeMap<>();
    CounterGroup reasons = counters.getGroup(FALLBACKS);
    reasons.forEach(counter -> fallbacks.put(counter.getName(), counter.getValue()));
    return new DeviceUse(device, rows, fallbacks);
  }
}
