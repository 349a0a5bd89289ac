package org.trainyard.gpu.device;

/**
 * How many threads run a kernel, and with how much shared memory.
 *
 * @param gridX thread blocks in x, at most 2<sup>31</sup> - 1
 * @param gridY thread blocks in y, at most 65535
 * @param gridZ thread blocks in z, at most 65535
 * @param blockX threads of a block in x
 * @param blockY threads of a block in y; at most 1024 in all
 * @param sharedBytes dynamic shared memory of a block; above 48 KiB the function must have been
 *     asked for ({@link KernelFunction#allowShared})
 */
public record LaunchShape(
    int gridX, int gridY, int gridZ, int blockX, int blockY, int sharedBytes) {
  private static final int MOST_THREADS = 1024;
  private static final int MOST_IN_GRID = 65_535;

  /** Checks the limits that all devices have. */
  public LaunchShape {
    if (gridX < 0
        || gridY < 0
        || gridZ < 0
        || gridY > MOST_IN_GRID
        || gridZ > MOST_IN_GRID
        || blockX < 1
        || blockY < 1
        || (long) blockX * blockY > MOST_THREADS
        || sharedBytes < 0) {
      throw new IllegalArgumentException(
          "No device runs a grid of "
              + gridX
              + " × "
              + gridY
              + " × "
              + gridZ
              + " blocks of "
              + blockX
              + " × "
              + blockY
              + " threads with "
              + sharedBytes
              + " bytes");
    }
  }

  /** A row of thread blocks. */
  public static LaunchShape of(int blocks, int threads) {
    return of(blocks, 1, threads);
  }

  /** A table of thread blocks. */
  public static LaunchShape of(int gridX, int gridY, int threads) {
    return new LaunchShape(gridX, gridY, 1, threads, 1, 0);
  }

  /** The same with dynamic shared memory. */
  public LaunchShape withShared(int bytes) {
    return new LaunchShape(gridX, gridY, gridZ, blockX, blockY, bytes);
  }

  /** How many groups of {@code size} hold {@code count}. */
  public static int groups(long count, int size) {
    return Math.toIntExact((count + size - 1) / size);
  }

  boolean isEmpty() {
    return gridX == 0 || gridY == 0 || gridZ == 0;
  }
}
