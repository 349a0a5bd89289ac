package org.trainyard.am.container;

/**
 * How large a container is.
 *
 * @param memoryMb memory in MiB
 * @param cores virtual cores, and threads that compute
 */
public record ContainerSize(int memoryMb, int cores) {
  /** Of the heap in the container's memory; the rest is for the JVM itself. */
  private static final double HEAP_SHARE = 0.8;

  /** No JVM is well with less beside its heap. */
  private static final int LEAST_BESIDE_MB = 96;

  /** Heap of the worker in MiB. */
  public int heapMb() {
    return Math.max(
        memoryMb / 2, Math.min((int) (memoryMb * HEAP_SHARE), memoryMb - LEAST_BESIDE_MB));
  }
}
