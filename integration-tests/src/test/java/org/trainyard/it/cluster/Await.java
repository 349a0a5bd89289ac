package org.trainyard.it.cluster;

import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a state by polling; one factor stretches all waits on slow machines. */
public final class Await {
  private static final double FACTOR =
      Double.parseDouble(System.getProperty("trainyard.timeout.factor", "1"));

  private Await() {}

  /** Waits until {@code condition} holds; fails after {@code seconds} with {@code what}. */
  public static void until(String what, int seconds, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + (long) (seconds * FACTOR * 1e9);
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Not within " + seconds + " s: " + what);
      }
      LockSupport.parkNanos(50_000_000);
    }
  }
}
