package org.trainyard.am.container;

/**
 * How large a container is.
 *
 * @param memoryMb memory in MiB
 * @param cores virtual cores, and threads that compute
 * @param gpus of YARN's resource {@code yarn.io/gpu}
 */
public record ContainerSize(int memoryMb, int cores, int gpus) {
  /** Of the heap in the container's memory; the rest is for the JVM itself. */
  private static final double HEAP_SHARE = 0.8;

  /** No JVM is well with less beside its heap. */
  private static final int LEAST_BESIDE_MB = 96;

  /** Without a GPU. */
  public ContainerSize(int memoryMb, int cores) {
    this(memoryMb, cores, 0);
  }

  /** The same with other GPUs. */
  public ContainerSize withGpus(int count) {
    return new ContainerSize(memoryMb, cores, count);
  }

  /** Heap of the worker in MiB. */
  public int heapMb() {
    return Math.max(
        memoryMb / 2, Math.min((int) (memoryMb * HEAP_SHARE), memoryMb - LEAST_BESIDE_MB));
  }
}
