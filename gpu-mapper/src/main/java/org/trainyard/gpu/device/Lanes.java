package org.trainyard.gpu.device;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lanes that nobody uses: to pin memory takes longer than an iteration. They go with the device.
 * Thread-safe.
 */
public final class Lanes {
  private final Device device;
  private final Deque<Lane> idle = new ArrayDeque<>();

  /** None yet. */
  public Lanes(Device device) {
    this.device = device;
  }

  /** A lane without work. */
  public synchronized Lane take() {
    return idle.isEmpty() ? new Lane(device) : idle.pop();
  }

  /** Takes a lane back whose work was waited for. */
  public synchronized void give(Lane lane) {
    idle.push(lane);
  }
}
