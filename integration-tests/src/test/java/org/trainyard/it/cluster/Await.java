package org.trainyard.it.cluster;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a state by polling; one factor stretches all waits on slow machines. */
public final class Await {
  private static final double FACTOR =
      Double.parseDouble(System.getProperty("trainyard.timeout.factor", "1"));

  private Await() {}

  /** How long something may take on this machine that takes at most {@code seconds} on others. */
  public static Duration limit(int seconds) {
    return Duration.ofMillis((long) (1000 * FACTOR * seconds));
  }

  /** Waits until {@code condition} holds; fails after {@code seconds} with {@code what}. */
  public static void until(String what, int seconds, Callable<Boolean> condition) throws Exception {
    Duration limit = limit(seconds);
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Not within " + limit.toSeconds() + " s: " + what);
      }
      LockSupport.parkNanos(50_000_000);
    }
  }
}
