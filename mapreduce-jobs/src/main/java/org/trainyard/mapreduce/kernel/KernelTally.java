package org.trainyard.mapreduce.kernel;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts the rows that a process computed on a device, and those that it did not, by reason. */
public final class KernelTally {
  private final LongAdder onDevice = new LongAdder();
  private final Map<String, LongAdder> fallbacks = new ConcurrentHashMap<>();

  /** So many rows were computed on the device. */
  public void computed(long rows) {
    onDevice.add(rows);
  }

  /**
   * So many rows were computed on the CPU though there is a device.
   *
   * @param reason a short phrase without numbers that change, so that its rows add up
   */
  public void fellBack(String reason, long rows) {
    fallbacks.computeIfAbsent(reason, key -> new LongAdder()).add(rows);
  }

  /** Rows on the device so far. */
  public long rowsOnDevice() {
    return onDevice.sum();
  }

  /** Rows on the CPU so far by reason, in the order of the reasons. */
  public Map<String, Long> fallbacks() {
    Map<String, Long> counts = new TreeMap<>();
    fallbacks.forEach((reason, rows) -> counts.put(reason, rows.sum()));
    return counts;
  }
}
