package org.trainyard.gpu.linear;

import org.trainyard.gpu.device.Device;
import org.trainyard.gpu.device.DeviceMemory;
import org.trainyard.gpu.device.Event;
import org.trainyard.gpu.device.PinnedMemory;
import org.trainyard.gpu.device.Staging;
import org.trainyard.gpu.device.Stream;

/**
 * What a scan works with beside memory: a stream that copies blocks, one that computes, and a
 * pinned buffer for what comes back. One scan uses it at a time.
 */
final class LinearRoom {
  private static final int DOWN_BYTES = 4 << 20;

  private final Stream computing;
  private final Staging staging;
  private final Event staged;
  private final PinnedMemory down;

  LinearRoom(Device device) {
    this.computing = new Stream(device);
    this.staging = new Staging(device, new Stream(device));
    this.staged = new Event(device);
    this.down = new PinnedMemory(device, DOWN_BYTES);
  }

  /** The way to the device. */
  Staging staging() {
    return staging;
  }

  /** The stream that computes, from now on after all that was staged so far. */
  Stream computing() {
    staging.stream().record(staged);
    computing.await(staged);
    return computing;
  }

  /** Waits for all that was begun. */
  void settle() {
    staging.stream().synchronise();
    computing.synchronise();
  }

  /** Doubles of device memory, when the computing stream has come here. */
  double[] doubles(DeviceMemory from, long at, int count) {
    double[] numbers = new double[count];
    for (int done = 0; done < count; ) {
      int part = Math.min(DOWN_BYTES / 8, count - done);
      download(from, at + 8L * done, 8 * part);
      down.buffer().asDoubleBuffer().get(numbers, done, part);
      done += part;
    }
    return numbers;
  }

  /** As {@link #doubles}. */
  long[] longs(DeviceMemory from, long at, int count) {
    long[] numbers = new long[count];
    for (int done = 0; done < count; ) {
      int part = Math.min(DOWN_BYTES / 8, count - done);
      download(from, at + 8L * done, 8 * part);
      down.buffer().asLongBuffer().get(numbers, done, part);
      done += part;
    }
    return numbers;
  }

  private void download(DeviceMemory from, long at, int bytes) {
    computing.download(from, at, down, 0, bytes);
    computing.synchronise();
  }
}
