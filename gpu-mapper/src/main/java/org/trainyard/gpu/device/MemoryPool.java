package org.trainyard.gpu.device;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Device memory that comes and goes with blocks and with work on them: kept for the next one of
 * about the same size, since the driver takes long over an allocation and stops all streams for it.
 * Thread-safe.
 */
public final class MemoryPool {
  /**
   * Sizes are rounded up to a multiple of this: what is read beyond the end of a small piece lies
   * beyond its memory, where a checker of memory sees it.
   */
  private static final long GRAIN = 16;

  /** From this size on they are rounded up to an eighth of their power of two. */
  private static final long LARGE = 1 << 20;

  private final Device device;
  private final TreeMap<Long, Deque<DeviceMemory>> idle = new TreeMap<>();

  MemoryPool(Device device) {
    this.device = device;
  }

  /** Memory of at least so many bytes, not initialised; empty if there is none. */
  public synchronized Optional<DeviceMemory> take(long bytes) {
    long size = size(bytes);
    Deque<DeviceMemory> same = idle.get(size);
    if (same != null) {
      DeviceMemory memory = same.pop();
      if (same.isEmpty()) {
        idle.remove(size);
      }
      return Optional.of(memory);
    }
    return allocate(size);
  }

  /** As {@link #take}, but of exactly this size and never to be given back: it is to be closed. */
  public synchronized Optional<DeviceMemory> allocate(long bytes) {
    Optional<DeviceMemory> memory = device.tryAllocate(bytes);
    while (memory.isEmpty() && !idle.isEmpty()) {
      idle.pollLastEntry().getValue().forEach(DeviceMemory::close);
      memory = device.tryAllocate(bytes);
    }
    return memory;
  }

  /** Bytes that may still be taken, if they come in pieces of the right sizes. */
  synchronized long freeBytes() {
    long bytes = device.freeBytes();
    for (Map.Entry<Long, Deque<DeviceMemory>> same : idle.entrySet()) {
      bytes += same.getKey() * same.getValue().size();
    }
    return bytes;
  }

  /** Takes memory back that nobody works on any more. */
  public synchronized void give(DeviceMemory memory) {
    idle.computeIfAbsent(memory.bytes(), size -> new ArrayDeque<>()).push(memory);
  }

  /** Bytes that {@link #take} asks the device for. */
  static long size(long bytes) {
    long grain = bytes < LARGE ? GRAIN : Long.highestOneBit(bytes - 1) / 4;
    return (Math.max(1, bytes) + grain - 1) / grain * grain;
  }
}
