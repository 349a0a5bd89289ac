package org.trainyard.gpu.device;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;

/** Arrays on the device that belong to one block, by name. Thread-safe. */
final class BlockCopy {
  /** An array, and when its copy is finished. */
  private record Part(DeviceMemory memory, Event copied) {}

  private final MemoryPool pool;
  private final boolean shared;
  private final Map<String, Part> parts = new HashMap<>();

  /**
   * No arrays yet.
   *
   * @param shared whether several streams use it
   */
  BlockCopy(MemoryPool pool, boolean shared) {
    this.pool = pool;
    this.shared = shared;
  }

  /** Bytes of the arrays that a block has in any case. */
  static long bytes(SampleBlock block) {
    if (block instanceof SparseBlock rows) {
      return 4L * (rows.dictionary().length + rows.rowStart().length + 2L * rows.values().length);
    }
    return 4L * ((DenseBlock) block).values().length;
  }

  /** Whether an array is there. */
  synchronized boolean has(String name) {
    return parts.containsKey(name);
  }

  /** Whether nothing is there. */
  synchronized boolean isEmpty() {
    return parts.isEmpty();
  }

  /**
   * The address of an array, for use in the stream of {@code staging}.
   *
   * @param array makes it; called if it is not there
   * @return empty if there is no memory
   */
  synchronized OptionalLong address(
      Device device, String name, Supplier<?> array, Staging staging) {
    Part part = parts.get(name);
    if (part == null) {
      Object numbers = array.get();
      DeviceMemory memory = pool.take(Staging.bytes(numbers)).orElse(null);
      if (memory == null) {
        return OptionalLong.empty();
      }
      staging.upload(numbers, memory, 0);
      part = new Part(memory, shared ? new Event(device) : null);
      if (shared) {
        staging.stream().record(part.copied);
      }
      parts.put(name, part);
    } else if (shared) {
      staging.stream().await(part.copied);
    }
    return OptionalLong.of(part.memory.address());
  }

  /** Gives all memory back; nobody works on it any more. */
  synchronized void giveBack() {
    for (Part part : parts.values()) {
      pool.give(part.memory);
      if (part.copied != null) {
        part.copied.close();
      }
    }
    parts.clear();
  }
}
