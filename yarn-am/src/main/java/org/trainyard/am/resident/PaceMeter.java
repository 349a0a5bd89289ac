package org.trainyard.am.resident;

import java.util.HashMap;
import java.util.Map;
import org.trainyard.am.exchange.Mapped;
import org.trainyard.am.exchange.WorkerId;

/** Measures how long bytes take, in all and on each worker. One thread. */
final class PaceMeter {
  /** Workers that differ by less are as fast as the others. */
  private static final double SLOW = 1.5;

  /** Below so many milliseconds nothing is said of a worker's speed. */
  private static final double LEAST_MS = 200;

  /** What is measured fades: one split weighs so much more than the one a hundred before it. */
  private static final double FADE = 0.99;

  private static final class Sum {
    private double bytes;
    private double ms;

    void add(long moreBytes, double moreMs) {
      bytes = bytes * FADE + moreBytes;
      ms = ms * FADE + moreMs;
    }

    double perByte() {
      return bytes == 0 ? Double.NaN : ms / bytes;
    }
  }

  private final Sum reading = new Sum();
  private final Sum computing = new Sum();
  private final Map<WorkerId, Sum> byWorker = new HashMap<>();

  /** A split of so many bytes took so long. */
  void add(WorkerId worker, long bytes, Mapped mapped) {
    if (mapped.readMs() > 0) {
      reading.add(bytes, mapped.readMs());
    }
    computing.add(bytes, mapped.computeMs());
    byWorker.computeIfAbsent(worker, w -> new Sum()).add(bytes, mapped.computeMs());
  }

  /** A worker is gone. */
  void forget(WorkerId worker) {
    byWorker.remove(worker);
  }

  /** Of all workers. */
  Pace pace() {
    return new Pace(reading.perByte(), computing.perByte());
  }

  /** How fast a worker's core is against the usual one: 1, or less where it is clearly slower. */
  double speed(WorkerId worker) {
    Sum own = byWorker.get(worker);
    if (own == null || own.ms < LEAST_MS) {
      return 1;
    }
    double ratio = own.perByte() / computing.perByte();
    return ratio > SLOW ? 1 / ratio : 1;
  }
}
