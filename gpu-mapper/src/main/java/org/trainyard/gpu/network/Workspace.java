package org.trainyard.gpu.network;

import java.nio.ByteBuffer;
import org.trainyard.gpu.device.Device;
import org.trainyard.gpu.device.DeviceMemory;
import org.trainyard.gpu.device.MemoryPool;
import org.trainyard.gpu.device.PinnedMemory;
import org.trainyard.gpu.device.Staging;
import org.trainyard.gpu.device.Stream;

/**
 * A stream with memory of its own, kept from run to run: an allocation takes the driver long and
 * stops all other streams. Goes with the device. Not thread-safe.
 */
final class Workspace {
  /** Places are multiples of this: what every type and a coalesced access need. */
  private static final long ALIGNMENT = 256;

  private static final int DOWN_BYTES = 4 << 20;

  private final Device device;
  private final MemoryPool pool;
  private final Stream stream;
  private final Staging up;
  private final PinnedMemory down;
  private DeviceMemory memory;
  private long used;

  /** Made when something passes. */
  private Turns turns;

  /**
   * Without device memory yet.
   *
   * @param pool whose idle memory is given up where room is wanted
   */
  Workspace(Device device, MemoryPool pool) {
    this.device = device;
    this.pool = pool;
    this.stream = new Stream(device);
    this.up = new Staging(device, stream);
    this.down = new PinnedMemory(device, DOWN_BYTES);
  }

  /** What is done in it. */
  Stream stream() {
    return stream;
  }

  /** The way of arrays to the device. */
  Staging staging() {
    return up;
  }

  /** The places of what passes through the device. */
  Turns turns() {
    if (turns == null) {
      turns = new Turns(device, stream);
    }
    return turns;
  }

  /** Bytes that a piece takes. */
  static long size(long bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /**
   * Forgets all pieces, and makes room for new ones.
   *
   * @param bytes of all pieces, each with its {@link #size}
   * @return false if the device has no room
   */
  boolean reserve(long bytes) {
    used = 0;
    if (memory == null || memory.bytes() < bytes) {
      if (memory != null) {
        memory.close();
      }
      memory = pool.allocate(bytes).orElse(null);
    }
    return memory != null;
  }

  /** The address of a new piece, not initialised. */
  long piece(long bytes) {
    long at = used;
    used += size(bytes);
    return memory.address(at);
  }

  /** The address of a new piece with what is in an array. */
  long piece(Object array) {
    long address = piece(Staging.bytes(array));
    upload(array, address);
    return address;
  }

  /** Copies an array to a piece. */
  void upload(Object array, long address) {
    up.upload(array, memory, address - memory.address());
  }

  /** Copies the first bytes of an array to a piece, another way than {@link #staging}. */
  void upload(Staging way, Object array, long bytes, long address) {
    way.upload(array, bytes, memory, address - memory.address());
  }

  /** Waits for all work so far, and copies floats of a piece. */
  float[] floats(long address, int count) {
    float[] values = new float[count];
    int most = DOWN_BYTES / 4;
    for (int from = 0; from < count; from += most) {
      int some = Math.min(most, count - from);
      download(address + 4L * from, 4 * some).asFloatBuffer().get(values, from, some);
    }
    return values;
  }

  /** Waits for all work so far, and copies doubles of a piece. */
  double[] doubles(long address, int count) {
    double[] values = new double[count];
    int most = DOWN_BYTES / 8;
    for (int from = 0; from < count; from += most) {
      int some = Math.min(most, count - from);
      download(address + 8L * from, 8 * some).asDoubleBuffer().get(values, from, some);
    }
    return values;
  }

  private ByteBuffer download(long address, int bytes) {
    stream.download(memory, address - memory.address(), down, 0, bytes);
    stream.synchronise();
    return down.buffer(0, bytes);
  }
}
